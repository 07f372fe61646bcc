import { availableParallelism, hostname } from "node:os";
import { join } from "node:path";
import { labelsKeys } from "#engine/shape/labels.ts";
import { openDatabase } from "#platform/database/db.ts";
import { errorFields } from "#platform/database/error-fields.ts";
import { readEnv } from "#platform/env.ts";
import { openLog } from "#platform/log.ts";
import { openSecretBox } from "#platform/secret-box.ts";
import { endRunner, type RunnerIdentity, registerRunner } from "#services/fleet/runner-life.ts";
import { RunnerJournal } from "./journal/journal.ts";
import { recoverJournals } from "./journal/journal-recovery.ts";
import { keepLease, leaseTimes } from "./keep-lease.ts";
import { RunnerLoop } from "./loop.ts";
import { MAX_FREEZE_MS } from "./script/process/guard.ts";
import { openScriptExecutor } from "./script/script-executor.ts";
import { stopRunner } from "./stop-runner.ts";
import { openExecutors } from "./tasks/executors.ts";

/**
 * Scripts mostly wait for others, and while a result is settled its slot is empty: with four a core a wide graph runs
 * 1.25 times as fast as with two, and eight add 1.05. See docs/decisions/030-speed.md.
 */
const SLOTS_A_CORE = 4;
const MIN_SLOTS = 8;
const CONNECTIONS = 6;
/** Scripts of a frozen runner are dead before its lease is over: a second attempt must find them gone. */
const FREEZE_SHARE = 2 / 3;

/** One runner, from its first word to its last. It edges the parts and decides nothing. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = openLog("runner", env.logLevel);
  if (env.databaseUrl === undefined)
    throw new Error("DATABASE_URL is not set: a runner needs the server's database.");
  const database = openDatabase(env.databaseUrl, CONNECTIONS);
  const pulse = openDatabase(env.databaseUrl, 2);
  const scripts = await openScriptExecutor({
    workRoot: join(env.dataDir, "work"),
    containment: env.containment,
    freezeLimitMs: Math.min(MAX_FREEZE_MS, env.leaseMs * FREEZE_SHARE),
    onProblem: (text) => log.warn(text),
  });
  const execute = openExecutors({ env, scripts });
  const identity: RunnerIdentity = {
    name: env.runnerName ?? hostname(),
    host: hostname(),
    pid: process.pid,
    labels: env.labels,
    slots: env.slots ?? Math.max(MIN_SLOTS, availableParallelism() * SLOTS_A_CORE),
    containment: scripts.containment.level,
  };
  let runnerId = await registerRunner(database, identity, env.leaseMs);
  const claimant = { runnerId, name: identity.name, labels: labelsKeys(env.labels) };
  const journals = join(env.dataDir, "journal");
  const lookForJournals = () => recoverJournals(journals, { database, claimant, log });
  await lookForJournals();
  // One of another container can be taken up once its lease is over.
  const looks = setInterval(() => void lookForJournals(), env.leaseMs);
  const journal = new RunnerJournal(journals, runnerId, (problem) =>
    log.warn(errorFields(problem), "the journal could not be written"),
  );
  const loop = new RunnerLoop({
    database,
    log,
    claimant,
    journal,
    slots: identity.slots,
    secrets: await openSecretBox(env.dataDir, env.secretKey),
    execute,
  });
  const times = leaseTimes(env.leaseMs);
  const holder = `${identity.host}:${identity.pid}`.slice(-64);
  const endLease = keepLease(
    { database: pulse, log, holder, runnerId: () => runnerId, times },
    async (heard) => {
      if (heard === "draining") loop.drain();
      if (heard !== "lost") return;
      // Declared lost while it lived (a long freeze, a long outage): its old attempts may still report.
      runnerId = await registerRunner(pulse, identity, env.leaseMs);
      loop.reincarnate(runnerId);
      log.warn({ runnerId }, "declared lost; registered anew");
    },
    (isSilent) => loop.setSilent(isSilent),
  );
  stopRunner({
    loop,
    log,
    drainMs: env.drainMs,
    end: async () => {
      endLease();
      clearInterval(looks);
      await endRunner(pulse, runnerId);
      journal.remove();
      await scripts.close();
      await Promise.all([database.close(), pulse.close()]);
    },
  });
  loop.start();
  log.info({ runnerId, slots: identity.slots, containment: scripts.containment }, "ready");
  process.send?.("ready");
}

main().catch((error: unknown) => {
  process.stderr.write(
    `The runner cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
