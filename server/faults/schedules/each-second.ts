import { COMMAND_LINE } from "#services/rights/actor.ts";
import { setSchedule } from "#services/schedules/set-schedule.ts";
import { eventually } from "../harness/eventually.ts";
import { must } from "../harness/fault.ts";
import type { FaultContext } from "../harness/fault-harness.ts";
import { firesOf, launchedOf, publish, ranOnceEach, sealGraphOf } from "./published.ts";

const EVERY_MS = 1_000;
const GRACE_MS = 2_000;
/** A process may be frozen within a transaction: its lock is free when the database server gives that transaction up. */
const LAUNCHES_MS = 60_000;

/** A schedule of each second with the name of the fault, whose pipelines write down that they run. */
export async function publishEachSecond(context: FaultContext): Promise<void> {
  await sealGraphOf(context);
  const { name } = context;
  await publish(context, { name, everyMs: EVERY_MS, zone: "UTC", policy: { graceMs: GRACE_MS } });
}

/** Waits for so many launches. */
export function launches(context: FaultContext, count: number): Promise<unknown> {
  const look = async () => ((await launchedOf(context)).length >= count ? true : null);
  return eventually(`${count} launches`, look, LAUNCHES_MS);
}

/** Stops the schedule, lets its pipelines run, and checks that each second has one row, and each launch one pipeline. */
export async function judged(context: FaultContext): Promise<string> {
  const { database, name } = context;
  await setSchedule(database, { name, desired: "paused" }, COMMAND_LINE);
  const fires = await firesOf(context);
  const dues = fires.map(({ dueAt }) => dueAt.getTime());
  for (const [place, due] of dues.slice(1).entries())
    must(
      due - (dues[place] ?? 0) === EVERY_MS,
      `the time after ${new Date(dues[place] ?? 0).toISOString()} has no row, or two`,
    );
  const said = await ranOnceEach(context, fires);
  const missed = fires.filter(({ state }) => state !== "launched").length;
  return `${said}${missed > 0 ? `, ${missed} missed` : ""}`;
}
