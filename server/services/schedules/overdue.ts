import { duesUntil, nextDue, type ScheduleTimes } from "#engine/schedules/schedule-rule.ts";
import type { Queries } from "#platform/database/db.ts";
import { insertFires } from "#repos/schedules/fire-rows.ts";
import type { ScheduleRow } from "#repos/schedules/schedule-rows.ts";
import { manyMissed } from "./many-missed.ts";

/** So many due times get a row of their own after an outage; those before them share one. */
export const MAX_DUES = 1_000;

/**
 * The time that has come and was not launched yet, since it waits for its jitter or nobody has looked; null where there is
 * none.
 */
export function overdueOf({ observed, dueAt }: ScheduleRow, now: number): number | null {
  return observed === "active" && dueAt !== null && dueAt.getTime() <= now ? dueAt.getTime() : null;
}

/** Whether it is one of the due times. */
export function isDueTime(times: ScheduleTimes, due: number): boolean {
  return nextDue(times, due - 1) === due;
}

/**
 * Writes down that a time which has come is not launched any more, and those after it until now.
 *
 * @param first the time; the others are known only where it is one of `times`.
 */
export async function missOverdue(
  tx: Queries,
  { id }: ScheduleRow,
  { times, first, now, reason }: { times: ScheduleTimes; first: number; now: number; reason: string },
): Promise<void> {
  const { dues, isCut } = isDueTime(times, first)
    ? duesUntil(times, { first, until: now, max: MAX_DUES })
    : { dues: [first], isCut: false };
  const common = { scheduleId: id, by: null, cause: "clock", state: "missed" } as const;
  if (isCut)
    await insertFires(tx, [
      { ...common, ...manyMissed(first, dues[0] ?? now, MAX_DUES), lateMs: now - first },
    ]);
  await insertFires(
    tx,
    dues.map((due) => ({ ...common, dueAt: new Date(due), lateMs: Math.max(0, now - due), reason })),
  );
}
