import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Database } from "#platform/database/db.ts";
import { openLog } from "#platform/log.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import type { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { answerApi } from "#trpc/serve/answer-api.ts";
import { nodeListener } from "#trpc/serve/node-listener.ts";

/** Serves the real API on a port of its own, without the pages and for everybody. Gives its address. */
export async function serveApiAlone(database: Database, feeds: PipelineFeeds): Promise<string> {
  const box = secretBox(randomBytes(32));
  const warnings = new RepeatedWarnings(openLog("bench", "warn"));
  const context = {
    database,
    feeds,
    warnings,
    refusedCalls: new RefusedCalls(database, (error) => warnings.failed("audit", error)),
    secrets: async () => box,
    actor: COMMAND_LINE,
    actorNow: async () => COMMAND_LINE,
    browser: { device: "", address: "", deviceToken: null },
    sendSession: () => undefined,
    pendingToken: null,
    sendPendingToken: () => undefined,
    passkeyToken: null,
    sendPasskeyToken: () => undefined,
    provider: null,
    sendBegunSignIn: () => undefined,
    host: "localhost",
    requestId: null,
  };
  const answer = (request: Request) => answerApi(request, { createContext: async () => context });
  const server = createServer(nodeListener(answer)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
