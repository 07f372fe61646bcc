import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { examinePipelines } from "#services/pipelines/examine-pipelines.ts";
import { setPipelinePaused } from "#services/pipelines/pause-pipeline.ts";
import { eventually } from "../harness/eventually.ts";
import { executions, type Fault, hasSucceeded, must } from "../harness/fault.ts";
import { type FaultContext, LEASE_S, trackOf } from "../harness/fault-harness.ts";

/** The database is restored from a backup, so it does not know the newest of what was done. */
export const RESTORE_FAULTS: readonly Fault[] = [
  {
    name: "the database is restored to a time before a script began; the runner goes on",
    promise:
      "no script runs again: a result is taken from the runner's disk, a running script stays the same attempt, the pipeline that is missing is given up with one message, and doctor says so",
    play: async (context) => {
      const script = context.tally.script('echo got=1 >> "$SIGNALBOX_OUTPUT"');
      const run = await context.launch({
        ended: { script },
        running: { script: context.tally.script(`sleep ${LEASE_S * 4}`) },
      });
      await setPipelinePaused(context.database, { id: run.id, isPaused: true }, "faults");
      const runner = await context.runner("r1", { SIGNALBOX_LOG: "warn" });
      await backUp(context);
      const resume = () => setPipelinePaused(context.database, { id: run.id, isPaused: false }, "faults");
      await eventually("it goes on", async () => (await resume().then(() => true)) || null);
      const newer = await context.launchAgain();
      await run.until("the first has ended", (view) => trackOf(view, "ended").state === "succeeded");
      await eventually("all have begun", () => (context.tally.count("begin") === 4 ? true : null));
      await restore(context);
      await eventually("it goes on", async () => (await resume().then(() => true)) || null);
      const view = await run.until("it succeeds", hasSucceeded, 60_000);
      must(context.tally.count("begin") === 4, `4 scripts, ${executions(context)}`);
      must(String(trackOf(view, "ended").outputs?.["got"]) === "1", "an output is missing");
      must(trackOf(view, "running").attempt === 1, "the running script became another attempt");
      const { gaps } = await examinePipelines(context.database, false, "faults");
      must(
        gaps.some(({ text }) => text.includes(`pipeline ${run.id}`)),
        "doctor does not name the gap",
      );
      const givenUp = () => runner.logLines().filter((line) => line.includes("results are given up")).length;
      await eventually(
        "the missing pipeline is given up",
        () => (givenUp() > 0 ? true : null),
        LEASE_S * 15_000,
      );
      must(
        runner.logLines().filter((line) => line.includes(`"pipeline":${newer}`)).length <= 3,
        "many messages",
      );
      return `${executions(context)}, none again; pipeline ${newer} given up with ${givenUp()} message(s)`;
    },
  },
  {
    name: "the database is restored, and the product is started again",
    promise: "what ended is not run again; what had begun and has no end is lost, and a person decides",
    play: async (context) => {
      const run = await context.launch({
        ended: { script: context.tally.script("true") },
        cut: { script: context.tally.script("sleep 600") },
      });
      await setPipelinePaused(context.database, { id: run.id, isPaused: true }, "faults");
      await backUp(context);
      const first = await context.runner("r1");
      await setPipelinePaused(context.database, { id: run.id, isPaused: false }, "faults");
      await run.until("the first has ended", (view) => trackOf(view, "ended").state === "succeeded");
      await eventually("both have begun", () => (context.tally.count("begin") === 2 ? true : null));
      await first.crash();
      await restore(context);
      await setPipelinePaused(context.database, { id: run.id, isPaused: false }, "faults");
      await context.runner("r1");
      const view = await run.until(
        "one succeeds and one is lost",
        (now) => trackOf(now, "ended").state === "succeeded" && trackOf(now, "cut").state === "lost",
        60_000,
      );
      must(context.tally.count("begin") === 2, `2 scripts, ${executions(context)}`);
      const { reason } = trackOf(view, "cut");
      must(/before the database was restored/.test(reason ?? ""), `the reason is: ${reason}`);
      return `${executions(context)}, none again; "${reason}"`;
    },
  },
];

function placesOf(context: FaultContext): { data: string; backup: string } {
  return { data: join(context.dir, "..", "database"), backup: join(context.dir, "backup") };
}

/** Copies the files of the stopped server. */
async function backUp(context: FaultContext): Promise<void> {
  const { data, backup } = placesOf(context);
  await context.server.stop();
  await cp(data, backup, { recursive: true, filter: (path) => !path.endsWith(".sock") });
  await context.startServer();
}

async function restore(context: FaultContext): Promise<void> {
  const { data, backup } = placesOf(context);
  await context.server.stop();
  await rm(data, { recursive: true });
  await cp(backup, data, { recursive: true });
  await context.startServer();
}
