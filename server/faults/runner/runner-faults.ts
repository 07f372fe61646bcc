import { mkdir, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Failpoint } from "#platform/failpoint.ts";
import { forceTrack } from "#services/tracks/force-track.ts";
import { retryTrack } from "#services/tracks/retry-track.ts";
import { eventually } from "../harness/eventually.ts";
import { executions, type Fault, hasSucceeded, must } from "../harness/fault.ts";
import { type FaultContext, type Run, trackOf } from "../harness/fault-harness.ts";
import { processesOf } from "../harness/processes.ts";

/** How long a runner may take to reach the point at which it is killed. */
const DEATH_MS = 15_000;

/** Faults of a runner: it is killed or frozen. */
export const RUNNER_FAULTS: readonly Fault[] = [
  {
    name: "kill -9 before the script",
    promise: "the next runner of that disk hands the track back: it runs once, and no person is asked",
    play: async (context) => {
      const run = await killedAt(context, "after-claim");
      must(context.tally.count("begin") === 0, "the script had begun");
      await context.runner("r1");
      await run.until("it succeeds", hasSucceeded);
      return executed(context, 1);
    },
  },
  {
    name: "kill -9 as the script begins",
    promise: "the state is unknown: the track is lost and does not begin again until a person decides",
    play: async (context) => {
      const run = await killedAt(context, "before-spawn");
      await context.runner("r1");
      await run.until("A is lost", (view) => trackOf(view, "A").state === "lost");
      must(context.tally.count("begin") === 0, "it was begun by itself");
      await retryTrack(context.database, { id: run.id, vertex: "A", reason: "it had not begun" }, "faults");
      await run.until("it succeeds", hasSucceeded);
      return `lost; a person asked for another attempt; ${executed(context, 1)}`;
    },
  },
  {
    name: "kill -9 during the script",
    promise:
      "the script and all that it started end with the runner; the track is lost until a person decides",
    play: async (context) => {
      const body = 'if [ "$SIGNALBOX_ATTEMPT" = 1 ]; then sleep 600 & setsid -f sleep 601; wait; fi';
      const run = await context.launch(chain(context, body), ["A -> B"]);
      const runner = await context.runner("r1");
      await eventually("the script runs", () => (processesOf(context).length >= 3 ? true : null));
      const killedAtMs = performance.now();
      await runner.crash();
      await eventually("all its processes are gone", () => (processesOf(context).length === 0 ? true : null));
      const goneMs = Math.round(performance.now() - killedAtMs);
      await context.runner("r2");
      await run.until("A is lost", (view) => trackOf(view, "A").state === "lost");
      must(context.tally.count("begin") === 1, "it was begun again by itself");
      await retryTrack(
        context.database,
        { id: run.id, vertex: "A", reason: "nothing was half done" },
        "faults",
      );
      await run.until("it succeeds", hasSucceeded);
      return `all dead after ${goneMs} ms; lost; a person asked for another attempt; ${executed(context, 2)}`;
    },
  },
  {
    name: "kill -9 after the script, before the journal",
    promise:
      "the state is unknown: the track is lost and does not begin again; a person marks it as succeeded",
    play: async (context) => {
      const run = await killedAt(context, "after-exit");
      await context.runner("r1");
      await run.until("A is lost", (view) => trackOf(view, "A").state === "lost");
      const done = { id: run.id, vertex: "A", to: "succeeded", reason: "it is there", outputs: {} } as const;
      await forceTrack(context.database, done, "faults");
      await run.until("it succeeds", hasSucceeded);
      return `lost; marked as succeeded; ${executed(context, 1)}`;
    },
  },
  {
    name: "kill -9 between end and settle",
    promise: "the next runner of that disk settles it with the old token and its outputs",
    play: async (context) => {
      const run = await killedAt(context, "before-settle");
      await context.runner("r1");
      const view = await run.until("it succeeds", hasSucceeded);
      const { attempt, outputs } = trackOf(view, "A");
      must(attempt === 1 && outputs?.["got"] === "gold", "its result was not the attempt's own");
      return `settled from the journal; ${executed(context, 1)}`;
    },
  },
  {
    name: "kill -9 after the settle, before its answer",
    promise: "done once, and what follows begins once",
    play: async (context) => {
      const run = await killedAt(context, "after-settle");
      await context.runner("r1");
      await run.until("it succeeds", hasSucceeded);
      return executed(context, 1);
    },
  },
  {
    name: "wake-up socket gone, and one that nobody reads",
    promise: "the slow poll finds what no wake-up tells; each script runs once",
    play: async (context) => {
      await context.runner("r1", { SIGNALBOX_SLOTS: "2" });
      const frozen = await context.runner("r2", { SIGNALBOX_LABELS: "nothing" });
      await rm(context.wakeUpDir, { recursive: true });
      process.kill(frozen.pid, "SIGSTOP");
      await mkdir(context.wakeUpDir, { mode: 0o500 });
      await context.runner("r3", { SIGNALBOX_SLOTS: "2" });
      const script = context.tally.script("sleep 0.05");
      const names = Array.from({ length: 40 }, (_, place) => `v${place}`);
      const run = await context.launch(Object.fromEntries(names.map((name) => [name, { script }])));
      await run.until("it succeeds", hasSucceeded);
      process.kill(frozen.pid, "SIGCONT");
      await rm(context.wakeUpDir, { recursive: true });
      return executions(context);
    },
  },
  {
    name: "SIGSTOP beyond the lease, then SIGCONT",
    promise: "the script is dead before the second attempt begins; the first one's result is refused",
    play: async (context) => {
      const ticking =
        'if [ "$SIGNALBOX_ATTEMPT" = 1 ]; then for i in $(seq 600); do tick; sleep 0.05; done; fi; sleep 1';
      const run = await context.launch({ A: { onLost: "retry", script: context.tally.script(ticking) } });
      const frozen = await context.runner("r1");
      await eventually("the script runs", () => (context.tally.count("tick") > 3 ? true : null));
      process.kill(frozen.pid, "SIGSTOP");
      await context.runner("r2");
      await run.until("the second attempt succeeds", hasSucceeded);
      process.kill(frozen.pid, "SIGCONT");
      await eventually("the late result is refused", async () =>
        (await context.refusals(run.id)) > 0 ? true : null,
      );
      const [track] = (await run.now()).tracks;
      must(track?.attempt === 2 && track.state === "succeeded", "the late result changed something");
      return `${executions(context)}, one after the other; ${await context.refusals(run.id)} late result refused`;
    },
  },
  {
    name: "SIGTERM with 20 scripts",
    promise: "nothing more is claimed, all finish and are settled, exit 0",
    play: async (context) => {
      const runner = await context.runner("r1", { SIGNALBOX_SLOTS: "20" });
      const names = Array.from({ length: 20 }, (_, place) => `v${place}`);
      const run = await context.launch(
        {
          ...Object.fromEntries(names.map((name) => [name, { script: context.tally.script("sleep 2") }])),
          last: { script: context.tally.script("true") },
        },
        names.map((name) => `${name} -> last`),
      );
      await eventually("all run", () => (context.tally.count("begin") === 20 ? true : null));
      process.kill(runner.pid, "SIGTERM");
      const code = await runner.gone;
      must(code === 0, `it ended with ${code}`);
      must(context.tally.count("end") === 20, "a script was ended");
      const view = await run.now();
      must(trackOf(view, "last").state === "pending", "the last one was claimed, or never became ready");
      await context.runner("r2");
      await run.until("it succeeds", hasSucceeded);
      return `20 finished, exit 0; the next runner went on; ${executions(context)}`;
    },
  },
  {
    name: "SIGTERM, and scripts beyond the drain limit",
    promise:
      "they are ended, and onLost decides: one runs again elsewhere, one has failed, and a person decides about one; exit 0",
    play: async (context) => {
      const runner = await context.runner("r1", { SIGNALBOX_DRAIN: "1" });
      const body = '[ "$SIGNALBOX_ATTEMPT" = 1 ] || exit 0; sleep 600';
      const script = context.tally.script(body);
      const run = await context.launch({
        A: { script },
        R: { script, onLost: "retry" },
        F: { script, onLost: "fail", onFailure: "ignore" },
      });
      await eventually("all run", () => (context.tally.count("begin") === 3 ? true : null));
      process.kill(runner.pid, "SIGTERM");
      const code = await runner.gone;
      must(code === 0, `it ended with ${code}`);
      must(processesOf(context).length === 0, "a script was left behind");
      await context.runner("r2");
      const view = await run.until("R has run again", (now) => trackOf(now, "R").state === "succeeded");
      must(trackOf(view, "A").state === "lost", `A is ${trackOf(view, "A").state}`);
      must(trackOf(view, "F").state === "failed", `F is ${trackOf(view, "F").state}`);
      must(context.tally.count("begin") === 4, `${context.tally.count("begin")} scripts began`);
      await retryTrack(
        context.database,
        { id: run.id, vertex: "A", reason: "nothing was half done" },
        "faults",
      );
      await retryTrack(
        context.database,
        { id: run.id, vertex: "F", reason: "nothing was half done" },
        "faults",
      );
      await run.until("it succeeds", hasSucceeded);
      return `handed back, failed, and lost until a person decided; ${executions(context)}; exit 0`;
    },
  },
];

/** @throws Error where A and B were not executed as often as they had to be. */
function executed(context: FaultContext, timesOfA: 1 | 2): string {
  const [a, b] = [context.tally.count("begin", "A"), context.tally.count("begin", "B")];
  must(a === timesOfA && b === 1, `A was executed ${a} times, B ${b} times`);
  return timesOfA === 1 ? "A once, B once" : "A once for each attempt, B once";
}

function chain(context: FaultContext, body: string): Record<string, object> {
  return { A: { script: context.tally.script(body) }, B: { script: context.tally.script("true") } };
}

/** Launches A, then B, on a runner that is killed at this point. */
async function killedAt(context: FaultContext, point: Failpoint): Promise<Run> {
  const body = 'echo got=gold >> "$SIGNALBOX_OUTPUT"; sleep 0.2';
  const run = await context.launch(chain(context, body), ["A -> B"]);
  const runner = await context.runner("r1", { SIGNALBOX_FAILPOINT: `${point}:kill` });
  must((await Promise.race([runner.gone, sleep(DEATH_MS, "alive")])) === null, "the runner did not die");
  return run;
}
