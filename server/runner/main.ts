import { availableParallelism, hostname } from "node:os";
import { join } from "node:path";
import type { RunnerIdentity } from "#contract/runners/runner-gateway.ts";
import { labelsKeys } from "#engine/shape/labels.ts";
import { cutText } from "#engine/text/cut-text.ts";
import { runnerMetricsSettings } from "#platform/addresses/runner-metrics-settings.ts";
import { readEnv } from "#platform/env.ts";
import { openLog } from "#platform/log.ts";
import { runEvery } from "#platform/run-every.ts";
import { traceSettings } from "#platform/settings/trace-settings.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { openGateway } from "./gateway/open-gateway.ts";
import { GatewayProblem } from "./gateway/remote/gateway-problem.ts";
import { RUNNER_USAGE, runnerOptions } from "./gateway/remote/runner-options.ts";
import { RunnerJournal } from "./journal/journal.ts";
import { recoverJournals } from "./journal/journal-recovery.ts";
import { KnownAttempts } from "./journal/known-attempts.ts";
import { LeaseAge } from "./lease/lease-age.ts";
import { Registration } from "./lease/registration.ts";
import { renewLease } from "./lease/renew-lease.ts";
import { countedGateway } from "./metrics/counted-gateway.ts";
import { RunnerMetrics } from "./metrics/runner-metrics.ts";
import { serveRunnerMetrics } from "./metrics/serve-runner-metrics.ts";
import { Runner } from "./runner.ts";
import { containmentSettings } from "./script/containment/containment-settings.ts";
import { MAX_FREEZE_MS } from "./script/process/guard.ts";
import { openScriptExecutor } from "./script/script-executor.ts";
import { stopRunner } from "./stop-runner.ts";
import { openExecutors } from "./tasks/executors.ts";

/**
 * Most scripts wait, and a slot is empty while its result is settled. With four slots for each core a wide graph runs
 * 1.25 times as fast as with two; eight are only 1.05 times as fast as four. See docs/decisions/030-speed.md.
 */
const SLOTS_A_CORE = 4;
const MIN_SLOTS = 8;
/** The words of other programs may be in it. */
const MAX_WHY = 1_000;
/** So long a result of a pipeline that is not in the database is kept: a restore may be under way. */
const LEASES_UNTIL_GIVEN_UP = 10;
/** Scripts of a frozen runner must be dead before its lease is over, because then a second attempt may begin. */
const FREEZE_SHARE = 2 / 3;

/** How long the scripts of a runner that is refused may take to end. */
const MAX_REFUSED_MS = 10_000;

/** One runner, from its start to its end. It connects the parts and decides nothing. */
async function main(words: readonly string[]): Promise<void> {
  if (words.includes("--help")) {
    process.stdout.write(RUNNER_USAGE);
    return;
  }
  const env = readEnv();
  const log = openLog("runner", env.logLevel);
  const warnings = new RepeatedWarnings(log);
  const options = runnerOptions(words, env);
  let refuse: (why: string) => void = () => undefined;
  const refused = new Promise<string>((resolve) => {
    refuse = resolve;
  });
  const metricsSettings = runnerMetricsSettings();
  const metrics = metricsSettings === null ? null : new RunnerMetrics();
  const opened = await openGateway({ env, log, warnings, onRefused: (why) => refuse(why) }, options);
  const { box, name, labels } = opened;
  const gateway =
    metrics === null
      ? opened.gateway
      : countedGateway(opened.gateway, (...call) => metrics.called(...call), isRefusal);
  const workRoot = join(env.dataDir, "work");
  const scripts = await openScriptExecutor({
    workRoot,
    containment: containmentSettings(env, [options.tokenFile, metricsSettings?.tokenFile ?? null]),
    workLimitBytes: env.workLimitBytes,
    freezeLimitMs: Math.min(MAX_FREEZE_MS, env.leaseMs * FREEZE_SHARE),
    onProblem: (text) => log.warn(text),
  });
  const executors = openExecutors({ env, scripts, isTraced: traceSettings() !== null });
  const identity: RunnerIdentity = {
    name,
    host: hostname(),
    pid: process.pid,
    labels,
    slots: env.slots ?? Math.max(MIN_SLOTS, availableParallelism() * SLOTS_A_CORE),
    containment: scripts.containment.level,
    containmentWhy: cutText(scripts.containment.why, MAX_WHY),
    fences: scripts.fences,
  };
  const { leaseMs } = env;
  const keys = labelsKeys(labels, scripts.fences);
  const registration = await Registration.open(gateway, identity, keys, leaseMs);
  const journals = join(env.dataDir, "journal");
  const giveUpMs = leaseMs * LEASES_UNTIL_GIVEN_UP;
  const startedAt = performance.now();
  const recover = () =>
    recoverJournals(journals, {
      ...{ gateway, claimant: registration.claimant, secrets: box, log, warnings },
      ...{ giveUpMs, lookedMs: performance.now() - startedAt },
    });
  await recover();
  // The journal of a runner in another container can be read only after its lease is over.
  const stopRecovering = runEvery(env.leaseMs, recover);
  const writing = "writing the journal";
  const journal = new RunnerJournal(journals, registration.runnerId, box, (problem) => {
    if (problem === null) return warnings.workedLocally(writing);
    metrics?.journalFailed();
    warnings.failed(writing, problem);
  });
  const stopMetrics =
    metrics === null || metricsSettings === null ? null : serveRunnerMetrics(metrics, metricsSettings, log);
  metrics?.watch(() => journal.size, gateway.claimDelays);
  const known = new KnownAttempts(journals, box, Date.now());
  const { slots } = identity;
  const leaseAge = new LeaseAge(leaseMs);
  const parts = {
    gateway,
    log,
    warnings,
    registration,
    journal,
    known,
    leaseAge,
    ...executors,
    slots,
    metrics,
  };
  const runner = new Runner({ ...parts, leaseMs, giveUpMs, directories: [journals, workRoot] });
  const stopRenewing = renewLease(
    { gateway, log, warnings, registration, leaseMs, age: leaseAge },
    {
      onReregistered: (runnerId) => {
        journal.noteRunner(runnerId);
        runner.reregistered();
      },
      onSilence: (isSilent) => runner.setSilent(isSilent),
    },
  );
  stopRunner({
    runner,
    log,
    drainMs: env.drainMs,
    end: async () => {
      stopRenewing();
      stopRecovering();
      await stopMetrics?.();
      await gateway.end(registration.runnerId);
      journal.remove();
      await scripts.close();
      await gateway.close();
    },
  });
  void refused.then(async (why) => {
    log.error(`The server refuses this runner, which ends: ${why}`);
    runner.drain();
    runner.killAll("shutdown");
    setTimeout(() => process.exit(1), MAX_REFUSED_MS).unref();
    await scripts.close();
    process.exit(1);
  });
  runner.start();
  log.info({ runnerId: registration.runnerId, slots, containment: scripts.containment }, "ready");
  process.send?.("ready");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(
    `The runner cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});

/** The server in place of the database did answer. */
function isRefusal(error: unknown): boolean {
  return error instanceof GatewayProblem && error.code !== null;
}
