import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type ShownProblem, shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { usePaused } from "#components/ui/use-paused.ts";
import type { SchedulePreview, ScheduleView } from "#contract/triggers/schedules.ts";
import { isDate } from "#engine/time/dates.ts";
import { readTiming } from "./read-entries.ts";
import type { ScheduleEntries } from "./schedule-entries.ts";

/** An address has room for so many. */
const MAX_DATES = 200;
const DAY_MS = 86_400_000;

export type Preview = {
  /** Of the rule that was right last; undefined where there was none yet. */
  readonly answer: SchedulePreview | undefined;
  /** Whether the answer is that of what is typed. */
  readonly isCurrent: boolean;
  readonly problem: ShownProblem | null;
};

/** What the server says of the times as they are typed. */
export function usePreview(entries: ScheduleEntries, before: ScheduleView | null): Preview {
  const settled = usePaused(entries);
  const { value, problems } = useMemo(() => readTiming(settled, before), [settled, before]);
  const asked = useMemo(
    () => ({ ...value, excludedDates: datesThatMatter(value.excludedDates ?? [], Date.now()) }),
    [value],
  );
  const query = useQuery({
    ...useTRPC().schedules.preview.queryOptions(asked),
    enabled: problems.size === 0,
    placeholderData: keepPreviousData,
  });
  return {
    answer: query.data,
    isCurrent: settled === entries && problems.size === 0 && query.isSuccess && !query.isPlaceholderData,
    problem: problems.size === 0 && query.error !== null ? shownProblem(query.error) : null,
  };
}

/** Of excluded dates those that have not passed, the next ones; and all that are none, so that the server says so. */
function datesThatMatter(dates: readonly string[], now: number): string[] {
  const yesterday = new Date(now - DAY_MS).toISOString().slice(0, 10);
  const passed = (date: string) => isDate(date) && date < yesterday;
  const wrong = (date: string) => !isDate(date) && !/^\d{2}-\d{2}$/.test(date);
  const rest = dates.filter((date) => !passed(date));
  return [...rest.filter(wrong), ...rest.filter((date) => !wrong(date)).sort()]
    .map((date) => date.slice(0, 10))
    .slice(0, MAX_DATES);
}
