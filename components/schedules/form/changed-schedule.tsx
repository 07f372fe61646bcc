import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { ChangedByOthers } from "#components/page-form/changed-by-others.tsx";
import type { ScheduleView } from "#contract/triggers/schedules.ts";
import { isSame } from "#engine/merge/merge-values.ts";
import { differingLabels, entriesOf } from "./schedule-entries.ts";
import type { ScheduleFormState } from "./use-schedule-form.ts";

/** They may go on changing it while somebody decides. */
const LOOK_MS = 5_000;

type Props = { before: ScheduleView; form: ScheduleFormState; title: string };

/** What somebody else saved of the schedule in between. */
export function ChangedSchedule({ before, form, title }: Props) {
  const { data } = useQuery({
    ...useTRPC().schedules.show.queryOptions({ name: before.name }),
    refetchOnMount: "always",
    refetchInterval: LOOK_MS,
  });
  // What this form began with is not theirs: it may still be in the cache.
  const theirs = data === undefined || data.schedule.version === before.version ? null : data.schedule;
  const labels = theirs === null ? [] : differingLabels(entriesOf(theirs), form.entries);
  // What is not read yet, or cannot be, is not what they saved.
  const mine = form.params?.reading;
  const hasOtherParams =
    theirs !== null && (mine === undefined || mine.problems.size > 0 || !isSame(theirs.params, mine.values));
  return (
    <ChangedByOthers
      title={title}
      theirs={theirs}
      differing={[...labels, ...(hasOtherParams ? ["Parameters"] : [])]}
      form={form}
    />
  );
}
