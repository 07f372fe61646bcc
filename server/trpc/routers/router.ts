import { router } from "../init.ts";
import { accountRouter } from "./account.ts";
import { auditRouter } from "./audit.ts";
import { devicesRouter } from "./devices.ts";
import { foldersRouter } from "./folders.ts";
import { grantsRouter } from "./grants.ts";
import { graphsRouter } from "./graphs.ts";
import { groupsRouter } from "./groups.ts";
import { peopleRouter } from "./people.ts";
import { pipelinesRouter, tracksRouter } from "./pipelines.ts";
import { promptsRouter } from "./prompts.ts";
import { requestsRouter } from "./requests.ts";
import { runnersRouter } from "./runners.ts";
import { secondFactorRouter } from "./second-factor.ts";
import { secretsRouter } from "./secrets.ts";
import { signInRouter } from "./sign-in.ts";
import { systemRouter } from "./system.ts";
import { tokensRouter } from "./tokens.ts";

export const appRouter = router({
  graphs: graphsRouter,
  folders: foldersRouter,
  grants: grantsRouter,
  groups: groupsRouter,
  pipelines: pipelinesRouter,
  tracks: tracksRouter,
  prompts: promptsRouter,
  requests: requestsRouter,
  runners: runnersRouter,
  secrets: secretsRouter,
  system: systemRouter,
  signIn: signInRouter,
  audit: auditRouter,
  account: accountRouter,
  devices: devicesRouter,
  secondFactor: secondFactorRouter,
  people: peopleRouter,
  tokens: tokensRouter,
});

export type AppRouter = typeof appRouter;
