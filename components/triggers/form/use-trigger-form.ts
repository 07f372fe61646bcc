import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { useLaunched } from "#components/automations/use-launched.ts";
import { useAfterSave } from "#components/page-form/use-after-save.ts";
import { usePageForm } from "#components/page-form/use-page-form.ts";
import { useTyped } from "#components/page-form/use-typed.ts";
import type { TriggerView } from "#contract/triggers/triggers.ts";
import type { TriggerKind } from "#engine/triggers/trigger-kinds.ts";
import { KIND_VIEWS } from "../kinds/kind-views.ts";
import {
  differingLabels,
  ENTRY_LABELS,
  entriesOf,
  readEntries,
  type TriggerEntries,
} from "./trigger-entries.ts";

export type TriggerFormState = ReturnType<typeof useTriggerForm>;

/**
 * What is typed of a trigger, what is wrong with it, and how it is saved.
 *
 * @param trigger the one that is changed; null: a new one is made. Only the first one counts.
 */
export function useTriggerForm(
  trigger: TriggerView | null,
  first: TriggerEntries,
  onSaved: (name: string) => void,
) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const typed = useTyped<TriggerView, TriggerEntries>({
    form: trigger === null ? `new trigger of ${first.graph}` : `trigger ${trigger.name}`,
    ...{ before: trigger, first },
  });
  const { entries } = typed;
  const launched = useLaunched(entries);
  const { value, problems } = readEntries(entries, launched.specs);
  const afterSave = useAfterSave(typed, onSaved);
  const save = useMutation(
    trpc.triggers.save.mutationOptions({
      onSuccess: ({ name }) => afterSave(name, queries.invalidateQueries(trpc.triggers.pathFilter())),
    }),
  );
  // Its fields have the paths that the API has for them.
  const form = usePageForm(typed, {
    ...{ labels: ENTRY_LABELS, problems, save, entriesOf },
    refusedAt: (refusal) => new Map((refusal?.problems ?? []).map(({ path, text }) => [path, text])),
    isChanged: differingLabels(entries, typed.stored).length > 0,
    send: (version) => {
      if (launched.specs !== null) save.mutate({ ...value, version });
    },
  });
  const { set } = form;
  return {
    ...{ ...form, launched },
    setKind: (kind: TriggerKind) => set({ kind, settings: KIND_VIEWS[kind].newEntries }),
    setSetting: (field: string, entry: string) => set({ settings: { ...entries.settings, [field]: entry } }),
    setParam: (name: string, from: string) => set({ params: { ...entries.params, [name]: from } }),
  };
}
