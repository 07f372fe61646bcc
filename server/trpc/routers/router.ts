import { router } from "../init.ts";
import { auditRouter } from "./audit.ts";
import { connectionsRouter } from "./flow/connections.ts";
import { eventsRouter } from "./flow/events.ts";
import { streamsRouter } from "./flow/streams.ts";
import { graphsRouter } from "./graphs.ts";
import { accountRouter } from "./people/account.ts";
import { devicesRouter } from "./people/devices.ts";
import { passkeysRouter } from "./people/passkeys.ts";
import { peopleRouter } from "./people/people.ts";
import { secondFactorRouter } from "./people/second-factor.ts";
import { signInRouter } from "./people/sign-in.ts";
import { tokensRouter } from "./people/tokens.ts";
import { pipelinesRouter, tracksRouter } from "./pipelines.ts";
import { presetsRouter } from "./presets.ts";
import { promptsRouter } from "./prompts.ts";
import { requestsRouter } from "./requests.ts";
import { retentionRouter } from "./retention.ts";
import { revisionsRouter } from "./revisions.ts";
import { foldersRouter } from "./rights/folders.ts";
import { grantsRouter } from "./rights/grants.ts";
import { groupsRouter } from "./rights/groups.ts";
import { runnersRouter } from "./runners.ts";
import { secretsRouter } from "./secrets.ts";
import { statisticsRouter } from "./statistics.ts";
import { systemRouter } from "./system.ts";
import { noticesRouter } from "./triggers/notices.ts";
import { schedulesRouter } from "./triggers/schedules.ts";
import { triggersRouter } from "./triggers/triggers.ts";

export const appRouter = router({
  graphs: graphsRouter,
  revisions: revisionsRouter,
  folders: foldersRouter,
  grants: grantsRouter,
  groups: groupsRouter,
  pipelines: pipelinesRouter,
  tracks: tracksRouter,
  events: eventsRouter,
  notices: noticesRouter,
  presets: presetsRouter,
  prompts: promptsRouter,
  requests: requestsRouter,
  retention: retentionRouter,
  runners: runnersRouter,
  schedules: schedulesRouter,
  secrets: secretsRouter,
  connections: connectionsRouter,
  statistics: statisticsRouter,
  streams: streamsRouter,
  triggers: triggersRouter,
  system: systemRouter,
  signIn: signInRouter,
  audit: auditRouter,
  account: accountRouter,
  devices: devicesRouter,
  secondFactor: secondFactorRouter,
  passkeys: passkeysRouter,
  people: peopleRouter,
  tokens: tokensRouter,
});

export type AppRouter = typeof appRouter;
