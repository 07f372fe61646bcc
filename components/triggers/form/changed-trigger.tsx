import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { LOOK_MS } from "../shown/look-ms.ts";
import { differingLabels, entriesOf } from "./trigger-entries.ts";
import type { TriggerFormState } from "./use-trigger-form.ts";

type Props = { name: string; form: TriggerFormState; title: string };

/** Somebody else saved in between: says in which fields theirs differs, and asks whose stays. What was typed is kept. */
export function ChangedTrigger({ name, form, title }: Props) {
  const theirs = useQuery({
    ...useTRPC().triggers.show.queryOptions({ name }),
    refetchOnMount: "always",
    // They may go on changing it while somebody decides.
    refetchInterval: LOOK_MS,
  });
  const shown = theirs.data?.trigger;
  // What this form began with is not theirs: it may still be in the cache.
  const found = shown?.version === form.before?.version ? undefined : shown;
  const differing = found === undefined ? "" : differingLabels(entriesOf(found), form.entries).join(", ");
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
