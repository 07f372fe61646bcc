import { eq, sql } from "drizzle-orm";
import { type SaveScheduleInput, saveScheduleInput } from "#contract/triggers/schedules.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { fire, schedule } from "#drizzle/schema/triggers/schedule.ts";
import type { Database } from "#platform/database/db.ts";
import type { ScheduleRow } from "#repos/schedules/schedule-rows.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { runSchedules } from "./run-schedules.ts";
import { saveSchedule } from "./save-schedule.ts";
import { setSchedule } from "./set-schedule.ts";
import { listFiresOf } from "./show-schedules.ts";

export const MINUTE = 60_000;

/** Does all that is due; an error is one of the test. */
export async function look(database: Database): Promise<void> {
  await runSchedules(
    database,
    async () => true,
    (error) => {
      throw error;
    },
  );
}

/** Saves and publishes a schedule that is due each minute, unless it is told otherwise. */
export async function publish(
  database: Database,
  input: Partial<SaveScheduleInput> & { readonly name: string },
): Promise<void> {
  const rule = input.cron === undefined && input.at === undefined ? { everyMs: MINUTE } : {};
  const given = saveScheduleInput.parse({ graph: input.name, zone: "UTC", ...rule, ...input });
  await saveSchedule(database, given, COMMAND_LINE);
  await setSchedule(database, { name: input.name, desired: "active" }, COMMAND_LINE);
  await look(database);
}

export async function rowOf(database: Database, name: string): Promise<ScheduleRow> {
  const [row] = await database.queries.select().from(schedule).where(eq(schedule.name, name));
  if (row === undefined) throw new Error(`There is no schedule ${name}.`);
  return row;
}

/** Makes it as if so many milliseconds had passed for a schedule: all its times are earlier by that. */
export async function passTime(database: Database, name: string, ms: number): Promise<void> {
  const row = await rowOf(database, name);
  const before = (at: Date | null) => (at === null ? null : new Date(at.getTime() - ms));
  const { rule } = row;
  await database.queries
    .update(schedule)
    .set({
      rule:
        rule.kind === "interval"
          ? { ...rule, anchor: rule.anchor - ms }
          : rule.kind === "once"
            ? { ...rule, at: rule.at - ms }
            : rule,
      dueAt: before(row.dueAt),
      fireAt: before(row.fireAt),
      lookAt: before(row.lookAt),
      startsAt: before(row.startsAt),
      endsAt: before(row.endsAt),
    })
    .where(eq(schedule.id, row.id));
  await database.queries
    .update(fire)
    .set({ dueAt: sql`due_at - interval ${ms * 1_000} microsecond` })
    .where(eq(fire.scheduleId, row.id))
    // The oldest first, so that none takes the place of another.
    .orderBy(fire.dueAt);
  // What was launched had other times than those that come now.
  await database.queries
    .update(pipeline)
    .set({ launchKey: sql`concat(launch_key, 'x')` })
    .where(sql`${pipeline.id} in (select pipeline_id from fire where schedule_id = ${row.id})`);
}

/** What became of its times, the oldest first. */
export async function statesOf(database: Database, name: string): Promise<string[]> {
  return (await firesOf(database, name)).map(({ state }) => state);
}

export async function firesOf(database: Database, name: string) {
  return [...(await listFiresOf(database.queries, { name })).fires].reverse();
}
