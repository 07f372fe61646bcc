import { readLog } from "#services/logs/read-log.ts";
import { cancelPipeline } from "#services/pipelines/cancel-pipeline.ts";
import { everyAttempt } from "#testing/every-attempt.ts";
import { eventually } from "../harness/eventually.ts";
import { executions, type Fault, hasSucceeded, must } from "../harness/fault.ts";
import { trackOf } from "../harness/fault-harness.ts";
import { peakMemoryOf, processesOf } from "../harness/processes.ts";

/** How much memory a runner may use while a script floods it. */
const MAX_MEMORY_MIB = 350;

/** Scripts that try to harm the runner. */
export const HOSTILE_SCRIPTS: readonly Fault[] = [
  {
    name: "a child that ignores TERM",
    promise: "a cancel with kill ends it after the grace, by KILL",
    play: async (context) => {
      await context.runner("r1");
      const body = "trap '' TERM; while true; do tick; sleep 0.2; done";
      const run = await context.launch({ A: { script: context.tally.script(body) } });
      await eventually("it runs", () => (context.tally.count("tick") > 1 ? true : null));
      const askedAt = performance.now();
      await cancelPipeline(context.database, { id: run.id, kill: true }, "faults");
      const view = await run.until("it is cancelled", ({ pipeline }) => pipeline.state === "cancelled");
      must(processesOf(context).length === 0, "a process is left");
      const seconds = Math.round((performance.now() - askedAt) / 1_000);
      return `${trackOf(view, "A").reason}, gone after ${seconds} s`;
    },
  },
  {
    name: "daemonised grandchildren",
    promise: "a cancel with kill ends them too",
    play: async (context) => {
      await context.runner("r1");
      const body = "setsid -f sleep 601; (setsid sleep 602 &) ; sleep 603";
      const run = await context.launch({ A: { script: context.tally.script(body) } });
      await eventually("all run", () => (processesOf(context).length >= 4 ? true : null));
      await cancelPipeline(context.database, { id: run.id, kill: true }, "faults");
      await run.until("it is cancelled", ({ pipeline }) => pipeline.state === "cancelled");
      await eventually("all are gone", () => (processesOf(context).length === 0 ? true : null));
      return "all gone, the daemons too";
    },
  },
  {
    name: "a script that kills its parent",
    promise: "its track ends as failed; the runner and its other scripts go on",
    play: async (context) => {
      const runner = await context.runner("r1");
      const run = await context.launch({
        A: { script: context.tally.script("kill -9 $PPID; kill -9 $$") },
        B: { script: context.tally.script("sleep 2") },
      });
      const view = await run.until("it failed", ({ pipeline }) => pipeline.state === "failed");
      must(trackOf(view, "B").state === "succeeded", "the other script did not finish");
      const again = await context.launch({ A: { script: context.tally.script("true") } });
      const { tracks } = await again.until("the runner goes on", hasSucceeded);
      must(tracks[0]?.runner === "r1" && isThere(runner.pid), "the runner is another");
      return `A failed: ${trackOf(view, "A").reason}; the runner goes on`;
    },
  },
  {
    name: "100 MB on one line",
    promise: "the script ends as it would; the log is cut and says so; the runner stays small",
    play: async (context) => {
      const runner = await context.runner("r1");
      const body = "head -c 104857600 /dev/zero | tr '\\0' x; echo";
      const run = await context.launch({ A: { script: context.tally.script(body) } });
      await run.until("it succeeds", hasSucceeded, 90_000);
      const [attempt] = await everyAttempt(context.database.queries, run.id, "A");
      must(attempt?.isLogCut === true, "the log does not say that it was cut");
      const memory = peakMemoryOf(runner.pid);
      must(memory < MAX_MEMORY_MIB, `the runner took ${memory} MiB`);
      return `exit 0; ${Math.round((attempt.logBytes ?? 0) / 2 ** 20)} MiB kept, marked as cut; the runner took ${memory} MiB at most`;
    },
  },
  {
    name: "invalid UTF-8 and NUL",
    promise: "the script ends as it would; its bytes are kept and shown with U+FFFD",
    play: async (context) => {
      await context.runner("r1");
      const body = "printf 'a\\377\\376\\303\\050b\\000c \\360\\237'; sleep 0.3; printf '\\232\\202\\n'";
      const run = await context.launch({ A: { script: context.tally.script(body) } });
      await run.until("it succeeds", hasSucceeded);
      const page = await readLog(context.database.queries, { id: run.id, vertex: "A", after: 0, limit: 100 });
      const text = page.chunks.map((chunk) => chunk.text).join("");
      must(text.includes("🚂"), `a character was cut in two: ${JSON.stringify(text)}`);
      must(text.startsWith("a\uFFFD\uFFFD\uFFFD(b\0c "), `something else is shown: ${JSON.stringify(text)}`);
      return `shown as ${JSON.stringify(text)}; ${executions(context)}`;
    },
  },
];

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
