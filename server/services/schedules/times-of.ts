import type { ScheduleTimes } from "#engine/schedules/schedule-rule.ts";
import type { ScheduleRow } from "#repos/schedules/schedule-rows.ts";

/** When a stored schedule is due. */
export function timesOf(
  row: Pick<ScheduleRow, "rule" | "zone" | "startsAt" | "endsAt" | "excludedDates">,
): ScheduleTimes {
  const { rule, zone, startsAt, endsAt, excludedDates } = row;
  return {
    rule,
    zone,
    startsAt: startsAt?.getTime() ?? null,
    endsAt: endsAt?.getTime() ?? null,
    excludedDates,
  };
}
