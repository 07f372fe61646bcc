import { setTimeout as sleep } from "node:timers/promises";
import type { FireView } from "#contract/triggers/schedules.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { saveSchedule } from "#services/schedules/save-schedule.ts";
import { setSchedule } from "#services/schedules/set-schedule.ts";
import { listFiresOf } from "#services/schedules/show-schedules.ts";
import { dies, eventually } from "../harness/eventually.ts";
import { executions, type Fault, must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";
import { startWeb } from "../harness/web-process.ts";

const EVERY_MS = 1_000;
const GRACE_MS = 2_000;
/** Longer than one process keeps the schedules, without renewing that. */
const FROZEN_MS = 12_000;
/** A process may be frozen within a transaction: its lock is free when the database server gives that transaction up. */
const LAUNCHES_MS = 60_000;
const AWAY_MS = 6_000;

/** Faults of those who launch by the clock. */
export const SCHEDULE_FAULTS: readonly Fault[] = [
  {
    name: "scheduler killed between a launch and its commit",
    promise: "all or nothing: no time is launched twice, and none is forgotten",
    play: async (context) => {
      const doomed = await startWeb(context, { SIGNALBOX_FAILPOINT: "in-fire:kill" });
      await publish(context);
      await dies(doomed.gone);
      must((await firesOf(context)).length === 0, "half a launch was written");
      const web = await startWeb(context);
      await launches(context, 3);
      await web.stop();
      return judged(context);
    },
  },
  {
    name: "two schedulers on one clock",
    promise: "each time is launched once",
    play: async (context) => {
      const webs = await Promise.all([startWeb(context), startWeb(context)]);
      await publish(context);
      await launches(context, 8);
      await Promise.all(webs.map((web) => web.stop()));
      return judged(context);
    },
  },
  {
    name: "scheduler frozen, another takes over, and it comes back",
    promise: "each time is launched once, or written down as missed",
    play: async (context) => {
      const webs = [await startWeb(context), await startWeb(context)];
      try {
        await publish(context);
        await launches(context, 2);
        for (const web of webs) {
          process.kill(web.pid, "SIGSTOP");
          await sleep(FROZEN_MS);
          await launches(context, (await launchedOf(context)).length + 2);
          process.kill(web.pid, "SIGCONT");
        }
        await launches(context, (await launchedOf(context)).length + 2);
      } finally {
        await Promise.all(webs.map((web) => web.stop()));
      }
      return judged(context);
    },
  },
  {
    name: "database killed while schedules are due",
    promise: "what was away is missed with a row, nothing is launched twice",
    play: async (context) => {
      const web = await startWeb(context);
      await publish(context);
      await launches(context, 2);
      process.kill(context.server.pid, "SIGKILL");
      await context.server.ended;
      await sleep(AWAY_MS);
      await context.startServer();
      await launches(
        context,
        (await eventually("the database is back", () => launchedOf(context))).length + 3,
      );
      await web.stop();
      const said = await judged(context);
      must(said.includes("missed"), "no time was missed");
      return said;
    },
  },
];

/** A schedule of each second, whose pipelines write down that they run. */
async function publish(context: FaultContext): Promise<void> {
  await context.draw({ A: { script: context.tally.script("true") } });
  await sealGraph(context.database, { name: context.name }, "faults");
  const policy = { overlap: "allow", maxRunning: 1_000, coalesce: false, graceMs: GRACE_MS } as const;
  const { name } = context;
  await saveSchedule(
    context.database,
    { name, graph: name, everyMs: EVERY_MS, zone: "UTC", policy },
    COMMAND_LINE,
  );
  await setSchedule(context.database, { name, desired: "active" }, COMMAND_LINE);
}

/** All of them, the oldest first: on a busy machine there are more than a page holds. */
async function firesOf({ database, name }: FaultContext) {
  const fires: FireView[] = [];
  for (let before: number | undefined; ; ) {
    const page = await listFiresOf(database.queries, { name, limit: 200, before });
    fires.push(...page.fires);
    if (page.next === null) return fires.reverse();
    before = page.next;
  }
}

async function launchedOf(context: FaultContext) {
  return (await firesOf(context)).filter(({ state }) => state === "launched");
}

function launches(context: FaultContext, count: number): Promise<unknown> {
  const look = async () => ((await launchedOf(context)).length >= count ? true : null);
  return eventually(`${count} launches`, look, LAUNCHES_MS);
}

/** Stops the schedule, lets its pipelines run, and checks that each second has one row, and each launch one pipeline. */
async function judged(context: FaultContext): Promise<string> {
  const { database, name } = context;
  await setSchedule(database, { name, desired: "paused" }, COMMAND_LINE);
  const fires = await firesOf(context);
  const dues = fires.map(({ dueAt }) => dueAt.getTime());
  for (const [place, due] of dues.slice(1).entries())
    must(
      due - (dues[place] ?? 0) === EVERY_MS,
      `the time after ${new Date(dues[place] ?? 0).toISOString()} has no row, or two`,
    );
  const launched = fires.filter(({ state }) => state === "launched");
  const pipelines = new Set(launched.map(({ pipelineId }) => pipelineId));
  must(pipelines.size === launched.length, "two times have one pipeline");
  await context.runner("r1");
  await eventually(
    "all of its pipelines ran",
    () => (context.tally.count("end") >= launched.length ? true : null),
    60_000,
  );
  must(
    context.tally.count("begin") === launched.length,
    `${launched.length} launches, ${executions(context)}`,
  );
  const missed = fires.length - launched.length;
  return `${launched.length} launched, ${executions(context)}${missed > 0 ? `, ${missed} missed` : ""}`;
}
