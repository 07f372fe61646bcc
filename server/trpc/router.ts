import { router } from "./init.ts";
import { graphsRouter } from "./routers/graphs.ts";
import { promptsRouter, runnersRouter, systemRouter } from "./routers/people-and-fleet.ts";
import { pipelinesRouter, tracksRouter } from "./routers/pipelines.ts";
import { secretsRouter } from "./routers/secrets.ts";

export const appRouter = router({
  graphs: graphsRouter,
  pipelines: pipelinesRouter,
  tracks: tracksRouter,
  prompts: promptsRouter,
  runners: runnersRouter,
  secrets: secretsRouter,
  system: systemRouter,
});

export type AppRouter = typeof appRouter;
