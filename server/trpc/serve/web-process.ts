import { hostname } from "node:os";
import { type Database, openDatabase } from "#platform/database/db.ts";
import { readEnv } from "#platform/env.ts";
import { openLog } from "#platform/log.ts";
import { type SecretBox, secretBoxWhenNeeded } from "#platform/secrets/secret-box.ts";
import { traceSettings } from "#platform/settings/trace-settings.ts";
import { openWakeUps, openWakeUpsOfRunners } from "#platform/wake-ups/local-wake-ups.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import { WebDuties } from "#services/background/duties/web-duties.ts";
import { metricsOf, type WebMetrics } from "#services/metrics/web-metrics.ts";
import { outletsOf } from "#services/notices/outlets.ts";
import { IdentityProvider } from "#services/people/provider/identity-provider.ts";
import { RunnerCalls } from "#services/remote-runners/runner-calls.ts";
import { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { routeOf } from "./route-of.ts";

/** The objects that one web process has once, even if its modules are loaded again in development. */
export type WebProcess = {
  readonly database: Database;
  readonly feeds: PipelineFeeds;
  readonly warnings: RepeatedWarnings;
  readonly refusedCalls: RefusedCalls;
  readonly secrets: () => Promise<SecretBox>;
  readonly httpAllow: readonly string[];
  /** With which people may sign in; null where none is set up. */
  readonly provider: IdentityProvider | null;
  /** What runners without a database ask. */
  readonly runnerCalls: () => RunnerCalls;
  /** What Prometheus asks for. */
  readonly metrics: () => WebMetrics;
  /** What web processes do by the clock. */
  readonly duties: WebDuties;
};

const CONNECTIONS = 10;
const AUDIT = "writing the audit of refused calls";
const WAKING = "opening the socket for wake-ups";
const place = globalThis as typeof globalThis & { signalboxWeb?: WebProcess };

/** @throws where the environment cannot be used. The supervisor sets all of it. */
export function webProcess(): WebProcess {
  place.signalboxWeb ??= openWebProcess();
  return place.signalboxWeb;
}

/**
 * Opens what the web process has once, and begins what it does by the clock. Where that cannot be done, it says why and
 * the process ends: it would go on, and answer each request with the same error.
 */
export function startWebProcess(end: (why: string) => void = endProcess): void {
  try {
    webProcess().duties.start();
  } catch (error) {
    end(error instanceof Error ? error.message : String(error));
  }
}

function endProcess(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

function openWebProcess(): WebProcess {
  const env = readEnv();
  if (env.databaseUrl === undefined)
    throw new Error("DATABASE_URL is not set: start the product with `npm start`, which sets it.");
  const log = openLog("web", env.logLevel);
  const warnings = new RepeatedWarnings(log);
  const wakeUps = openWakeUps(env.wakeUpDir, "web", (problem) =>
    problem === null ? warnings.workedLocally(WAKING) : warnings.failed(WAKING, problem),
  );
  const database = openDatabase(env.databaseUrl, CONNECTIONS, wakeUps);
  const refusedCalls = new RefusedCalls(database, (error) => warnings.failed(AUDIT, error));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void refusedCalls.flush());
  // It hears what runners hear, too: for those that have no database, and for what they leave to it.
  const runnerWakeUps = openWakeUpsOfRunners(env.wakeUpDir);
  const holder = `web ${hostname()}:${process.pid}`.slice(-64);
  const secrets = secretBoxWhenNeeded(env.dataDir, env.secretKey);
  let calls: RunnerCalls | null = null;
  return {
    database,
    feeds: new PipelineFeeds(database),
    warnings,
    refusedCalls,
    provider: env.provider === undefined ? null : new IdentityProvider(env.provider),
    secrets,
    httpAllow: env.httpAllow,
    runnerCalls: () => {
      calls ??= new RunnerCalls({ database, wakeUps: runnerWakeUps, warnings, secrets });
      return calls;
    },
    metrics: metricsOf(database, routeOf),
    duties: new WebDuties({
      ...{ database, wakeUps: runnerWakeUps, log, warnings, holder, leaseMs: env.leaseMs },
      ...{
        secrets,
        httpAllow: env.httpAllow,
        outlets: outletsOf(env),
        traces: traceSettings(),
        logStore: env.logStore,
      },
    }),
  };
}
