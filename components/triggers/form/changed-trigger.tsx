import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { ChangedByOthers } from "#components/page-form/changed-by-others.tsx";
import type { TriggerView } from "#contract/triggers/triggers.ts";
import { LOOK_MS } from "../shown/look-ms.ts";
import { differingLabels, entriesOf } from "./trigger-entries.ts";
import type { TriggerFormState } from "./use-trigger-form.ts";

type Props = { before: TriggerView; form: TriggerFormState; title: string };

/** What somebody else saved of the trigger in between. */
export function ChangedTrigger({ before, form, title }: Props) {
  const { data } = useQuery({
    ...useTRPC().triggers.show.queryOptions({ name: before.name }),
    refetchOnMount: "always",
    // They may go on changing it while somebody decides.
    refetchInterval: LOOK_MS,
  });
  // What this form began with is not theirs: it may still be in the cache.
  const theirs = data === undefined || data.trigger.version === before.version ? null : data.trigger;
  return (
    <ChangedByOthers
      title={title}
      theirs={theirs}
      differing={theirs === null ? [] : differingLabels(entriesOf(theirs), form.entries)}
      form={form}
    />
  );
}
