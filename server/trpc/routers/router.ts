import { router } from "../init.ts";
import { graphsRouter } from "./graphs.ts";
import { promptsRouter, runnersRouter, systemRouter } from "./people-and-fleet.ts";
import { pipelinesRouter, tracksRouter } from "./pipelines.ts";
import { secretsRouter } from "./secrets.ts";

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
