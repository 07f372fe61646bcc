import { join } from "node:path";
import { listenProblem, urlWarning } from "#platform/addresses/listen-problem.ts";
import { migrateDatabase } from "#platform/database/migrate.ts";
import { DatabaseUrlProblem } from "#platform/database-url.ts";
import { type Env, EnvProblem, readEnv } from "#platform/env.ts";
import { buildWhatIsStale } from "../tooling/build/build-what-is-stale.ts";
import { assertDatabaseFit } from "./assert-database-fit.ts";
import { assertPortFree } from "./assert-port-free.ts";
import { type Mode, runnerSpec, webSpec } from "./children/child-specs.ts";
import { listenForStop, type StopSignals } from "./children/stop-signals.ts";
import { type SupervisorOutput, supervise } from "./children/supervise.ts";
import { CleanupStack } from "./cleanup-stack.ts";
import { holdDataDirectory } from "./hold-data-directory.ts";
import { keepDatabase } from "./keep-database.ts";
import { signInLine } from "./sign-in-line.ts";
import { watchRunnerSource } from "./watch-source.ts";
import { webAnswers } from "./web-answers.ts";

/** Messages go to stderr, so that stdout has only the line with the product's address. */
const output: SupervisorOutput = {
  tell: (line) => void process.stderr.write(`${line}\n`),
  relay: (name, line) => void process.stderr.write(`${name} | ${line}\n`),
};

class Stopped extends Error {}

/**
 * Runs the whole product until it is asked to stop: database, web and runners.
 *
 * @returns the exit code: 0 after a requested stop, 1 where it could not be started.
 */
export async function runProduct(mode: Mode): Promise<number> {
  const stop = listenForStop();
  // When the terminal is closed, messages cannot be written. An orderly end matters more.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  const cleanups = new CleanupStack();
  try {
    await start(mode, readEnv(), stop, cleanups);
    return 0;
  } catch (error) {
    if (error instanceof Stopped) return 0;
    output.tell(textOf(error));
    return 1;
  } finally {
    await cleanups.unwind(output.tell);
  }
}

async function start(mode: Mode, env: Env, stop: StopSignals, cleanups: CleanupStack): Promise<void> {
  const held = await holdDataDirectory(env.dataDir);
  cleanups.add("giving back the data directory", held.release);
  const problem = listenProblem(env);
  if (problem !== null) throw new EnvProblem([problem]);
  const warning = urlWarning(env);
  if (warning !== null) output.tell(warning);
  await assertPortFree(env.port, env.listen);
  if (mode === "start") await buildWhatIsStale(output.tell, stop.requested);
  leaveIfAsked(stop);
  const databaseUrl = await openedDatabase(env, cleanups);
  leaveIfAsked(stop);
  await migrateDatabase(databaseUrl);
  const supervised = {
    web: webSpec(mode, env, databaseUrl),
    runners: Array.from({ length: env.runners }, (_, index) => runnerSpec(mode, env, databaseUrl, index + 1)),
    webAnswers: (signal: AbortSignal) => webAnswers(env.dataDir, signal),
    ...(mode === "dev" && {
      onStarted: (restart: () => void) => watchRunnerSource(restart, stop.requested),
    }),
  };
  await supervise(supervised, stop, output, async () => {
    // Not SIGNALBOX_URL, which may name another server: this is the address where this one listens.
    const host = env.listen.includes(":") ? `[${env.listen}]` : env.listen;
    const url = `${env.tls === undefined ? "http" : "https"}://${host}:${env.port}`;
    process.stdout.write(`Signalbox is ready at ${url}\n`);
    process.stdout.write(`${await signInLine(env.dataDir, url)}\n`);
  });
}

async function openedDatabase(env: Env, cleanups: CleanupStack): Promise<string> {
  if (env.databaseUrl !== undefined) {
    await assertDatabaseFit(env.databaseUrl);
    return env.databaseUrl;
  }
  const database = await keepDatabase(join(env.dataDir, "database"), output.tell);
  cleanups.add("ending the private database server", database.stop);
  return database.url;
}

function leaveIfAsked(stop: StopSignals): void {
  if (stop.requested.aborted) throw new Stopped();
}

/** People see sentences. Only an unexpected error has a stack, for a bug report. */
function textOf(error: unknown): string {
  if (error instanceof EnvProblem || error instanceof DatabaseUrlProblem) return error.message;
  if (!(error instanceof Error)) return String(error);
  return error instanceof TypeError || error instanceof RangeError
    ? (error.stack ?? error.message)
    : error.message;
}
