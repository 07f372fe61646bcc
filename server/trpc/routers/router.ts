import { router } from "../init.ts";
import { graphsRouter } from "./graphs.ts";
import { pipelinesRouter, tracksRouter } from "./pipelines.ts";
import { promptsRouter } from "./prompts.ts";
import { requestsRouter } from "./requests.ts";
import { runnersRouter } from "./runners.ts";
import { secretsRouter } from "./secrets.ts";
import { systemRouter } from "./system.ts";

export const appRouter = router({
  graphs: graphsRouter,
  pipelines: pipelinesRouter,
  tracks: tracksRouter,
  prompts: promptsRouter,
  requests: requestsRouter,
  runners: runnersRouter,
  secrets: secretsRouter,
  system: systemRouter,
});

export type AppRouter = typeof appRouter;
