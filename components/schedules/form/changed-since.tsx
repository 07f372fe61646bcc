import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { differingLabels, entriesOf } from "./schedule-entries.ts";
import type { ScheduleFormState } from "./use-schedule-form.ts";

/** They may go on changing it while somebody decides. */
const LOOK_MS = 5_000;

type Props = { name: string; form: ScheduleFormState; title: string };

/** Somebody else saved in between: says in which fields theirs differs, and asks whose stays. What was typed is kept. */
export function ChangedSince({ name, form, title }: Props) {
  const theirs = useQuery({
    ...useTRPC().schedules.show.queryOptions({ name }),
    refetchOnMount: "always",
    refetchInterval: LOOK_MS,
  });
  const shown = theirs.data?.schedule;
  // What this form began with is not theirs: it may still be in the cache.
  const found = shown?.version === form.before?.version ? undefined : shown;
  const labels = found === undefined ? [] : differingLabels(entriesOf(found), form.entries);
  const hasOtherParams =
    found !== undefined && JSON.stringify(found.params) !== JSON.stringify(form.before?.params);
  const differing = [...labels, ...(hasOtherParams ? ["Parameters"] : [])].join(", ");
  return (
    <Callout
      tone="warn"
      title={<bdi>{title}</bdi>}
      kept="Nothing was written. What you typed is still here."
      todo={
        found === undefined
          ? "Looking at what they changed…"
          : `Theirs differs from yours in: ${differing === "" ? "nothing" : differing}.`
      }
      actions={
        found !== undefined && (
          <>
            <Button size="small" onClick={() => form.takeTheirs(found)}>
              Take theirs
            </Button>
            <Button size="small" isBusy={form.save.isPending} onClick={() => form.keepMine(found)}>
              Save mine over it
            </Button>
          </>
        )
      }
    />
  );
}
