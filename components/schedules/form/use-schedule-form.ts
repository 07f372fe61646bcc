import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { useLaunched } from "#components/automations/use-launched.ts";
import { useAfterSave } from "#components/page-form/use-after-save.ts";
import { usePageForm } from "#components/page-form/use-page-form.ts";
import { useTyped } from "#components/page-form/use-typed.ts";
import type { FormEntries } from "#components/values-form/form-values.ts";
import type { ScheduleView } from "#contract/triggers/schedules.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { paramsForm } from "./params-of-schedule.ts";
import { readEntries } from "./read-entries.ts";
import { differingLabels, ENTRY_LABELS, entriesOf, type ScheduleEntries } from "./schedule-entries.ts";
import { problemsAtFields, problemsOfParams } from "./server-problems.ts";
import { usePreview } from "./use-preview.ts";

/** All that is typed: also what was typed of its params. */
type Draft = ScheduleEntries & { readonly typed: FormEntries };

const NONE: Readonly<Record<string, Json>> = {};

export type ScheduleFormState = ReturnType<typeof useScheduleForm>;

/**
 * What is typed of a schedule, what is wrong with it, and how it is saved.
 *
 * @param schedule the one that is changed; null: a new one is made. Only the first one counts.
 */
export function useScheduleForm(
  schedule: ScheduleView | null,
  first: ScheduleEntries,
  onSaved: (name: string) => void,
) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const typed = useTyped<ScheduleView, Draft>({
    form: schedule === null ? `new schedule of ${first.graph}` : `schedule ${schedule.name}`,
    before: schedule,
    first: draftOf(first),
  });
  const { before, entries } = typed;
  const preview = usePreview(entries, before);
  const launched = useLaunched(entries);
  // Those of another graph mean nothing here.
  const stored = before !== null && before.graph === entries.graph ? (before.params as typeof NONE) : NONE;
  const { specs } = launched;
  /** Null while it is not known what is asked for. */
  const params = useMemo(
    () => (specs === null ? null : paramsForm(specs, stored, entries.typed)),
    [specs, stored, entries.typed],
  );
  const { value, problems } = readEntries(entries, before);
  const afterSave = useAfterSave(typed, onSaved);
  const save = useMutation(
    trpc.schedules.save.mutationOptions({
      onSuccess: ({ name }) => afterSave(name, queries.invalidateQueries(trpc.schedules.pathFilter())),
    }),
  );
  const form = usePageForm(typed, {
    ...{ labels: ENTRY_LABELS, problems, save, refusedAt: problemsAtFields },
    previewed: problemsAtFields(preview.problem),
    isChanged: entries.typed.size > 0 || differingLabels(entries, typed.stored).length > 0,
    entriesOf: (theirs: ScheduleView) => draftOf(entriesOf(theirs)),
    send: (version) => {
      const reading = params?.reading;
      if (reading === undefined || reading.problems.size > 0) return;
      save.mutate({ ...value, params: reading.values, version });
    },
  });
  const wrongParams = params?.reading.problems ?? new Map<string, string>();
  return {
    ...{ ...form, preview, launched, params },
    problemCount: form.problemCount + wrongParams.size,
    paramProblems: new Map([...wrongParams, ...problemsOfParams(form.refusal)]),
    setParam: (name: string, entry: string) => form.set({ typed: new Map(entries.typed).set(name, entry) }),
  };
}

function draftOf(entries: ScheduleEntries): Draft {
  return { ...entries, typed: new Map() };
}
