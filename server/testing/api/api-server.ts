import { randomBytes } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PERSON_HEADER, REQUEST_ID_HEADER } from "#contract/requests.ts";
import { RUNNER_CALLS_PATH } from "#contract/runners/runner-calls.ts";
import { openDatabase } from "#platform/database/db.ts";
import { readEnv } from "#platform/env.ts";
import { type Logger, openLog } from "#platform/log.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { openWakeUps, openWakeUpsOfRunners } from "#platform/wake-ups/local-wake-ups.ts";
import { NO_WAKE_UPS } from "#platform/wake-ups/wake-up.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import { WebDuties } from "#services/background/duties/web-duties.ts";
import { outletsOf } from "#services/notices/outlets.ts";
import type { IdentityProvider } from "#services/people/provider/identity-provider.ts";
import { RunnerCalls } from "#services/remote-runners/runner-calls.ts";
import type { Actor } from "#services/rights/actor.ts";
import { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { answerApi } from "#trpc/serve/answer-api.ts";
import { nodeListener } from "#trpc/serve/node-listener.ts";
import { answerHook } from "#trpc/serve/routes/serve-hook.ts";
import { answerRunnerCall } from "#trpc/serve/routes/serve-runner-call.ts";
import { ANN, ANN_ASKS } from "./ann-asks.ts";

/** As runners of tests have it. */
const TEST_LEASE_MS = 3_000;

export type ApiServer = {
  readonly url: string;
  /** Cuts every connection and answers no request until `appear`. */
  markLost(): Promise<void>;
  /** Cuts every connection, and until `appear` answers like a proxy whose server does not run. */
  fail(): void;
  /** How many requests it has failed. */
  failures(): number;
  appear(): Promise<void>;
  close(): Promise<void>;
};

/**
 * The real API over HTTP on its own port, without the pages. All its requests are of one actor.
 *
 * @param options `actor`: absent: `ann`. `pendingToken`: of a sign-in that waits for its second factor. `passkeyToken`: of a challenge for a passkey. `log`: where its warnings go; absent: nowhere. `wakeUpDir`: where it hears of changes; absent: it polls.
 *   `port`: absent: any. `httpAllow`: private addresses to which connections may go.
 *   `hasDuties`: whether it does what web processes do by the clock.
 */
export async function startApiServer(
  databaseUrl: string,
  {
    secretKey,
    log = openLog("test", "silent"),
    wakeUpDir,
    actor = ANN,
    pendingToken = null,
    passkeyToken = null,
    provider = null,
    hasDuties = false,
    httpAllow = [],
    port: wantedPort = 0,
  }: {
    provider?: IdentityProvider | null;
    actor?: Actor | null;
    pendingToken?: string | null;
    passkeyToken?: string | null;
    secretKey?: Buffer | undefined;
    log?: Logger;
    wakeUpDir?: string | undefined;
    hasDuties?: boolean;
    httpAllow?: readonly string[];
    port?: number;
  } = {},
): Promise<ApiServer> {
  const wakeUps = wakeUpDir === undefined ? NO_WAKE_UPS : openWakeUps(wakeUpDir, "web");
  const database = openDatabase(databaseUrl, undefined, wakeUps);
  const box = secretBox(secretKey ?? randomBytes(32));
  const warnings = new RepeatedWarnings(log);
  const refusedCalls = new RefusedCalls(database, (error) => warnings.failed("audit", error));
  const context = {
    database,
    feeds: new PipelineFeeds(database),
    warnings,
    refusedCalls,
    secrets: async () => box,
    httpAllow,
    ...ANN_ASKS,
    actor,
    pendingToken,
    passkeyToken,
    provider,
  };
  const runnerWakeUps = wakeUpDir === undefined ? NO_WAKE_UPS : openWakeUpsOfRunners(wakeUpDir);
  const calls = new RunnerCalls({ database, wakeUps: runnerWakeUps, warnings, secrets: context.secrets });
  const duties = new WebDuties({
    database,
    wakeUps: runnerWakeUps,
    log,
    warnings,
    holder: `test ${process.pid}`,
    leaseMs: TEST_LEASE_MS,
    secrets: context.secrets,
    httpAllow,
    outlets: outletsOf(readEnv()),
  });
  if (hasDuties) duties.start();
  const handler = nodeListener((request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(`${RUNNER_CALLS_PATH}/`))
      return answerRunnerCall(
        { database, warnings, refusedCalls, runnerCalls: () => calls },
        request,
        pathname.slice(RUNNER_CALLS_PATH.length + 1),
        null,
      );
    const hook = /^\/api\/hooks\/([^/]+)$/.exec(pathname)?.[1];
    if (hook !== undefined) {
      const source = { who: "caller", id: null, name: "", address: "", device: "" } as const;
      return answerHook(
        { database, warnings, refusedCalls, secrets: context.secrets },
        request,
        hook,
        source,
      );
    }
    return answerApi(request, {
      createContext: async (headers) => ({
        ...context,
        requestId: headers.get(REQUEST_ID_HEADER),
        openedBy: headers.get(PERSON_HEADER),
      }),
    });
  });
  let isFailing = false;
  let failures = 0;
  const front: RequestListener = (request, response) => {
    if (!isFailing) return handler(request, response);
    failures += 1;
    response.writeHead(502).end();
  };
  let server = await listening(createServer(front), wantedPort);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const markLost = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    // A client may not have noticed yet that a connection it keeps was cut: it does with the next request.
    while (!(await isRefused(url)));
  };
  return {
    url,
    markLost,
    fail: () => {
      isFailing = true;
      server.closeAllConnections();
    },
    failures: () => failures,
    appear: async () => {
      isFailing = false;
      if (!server.listening) server = await listening(createServer(front), port);
    },
    close: async () => {
      duties.stop();
      if (server.listening) await markLost();
      await refusedCalls.flush();
      runnerWakeUps.close();
      await database.close();
      wakeUps.close();
    },
  };
}

async function isRefused(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return false;
  } catch (error) {
    return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === "ECONNREFUSED";
  }
}

function listening(server: Server, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
