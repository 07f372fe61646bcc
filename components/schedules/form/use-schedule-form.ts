import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { keptEntries, useKeptEntries } from "#components/ui/fields/kept-entries.ts";
import type { FormEntries } from "#components/values-form/form-values.ts";
import type { ScheduleView } from "#contract/schedules.ts";
import { readEntries } from "./read-entries.ts";
import {
  differingLabels,
  ENTRY_LABELS,
  type EntryName,
  entriesOf,
  type ScheduleEntries,
} from "./schedule-entries.ts";
import { problemsAtFields, problemsOfParams } from "./server-problems.ts";
import { useParams } from "./use-params.ts";
import { usePreview } from "./use-preview.ts";

/** The fields that hold text. */
export type TextName = {
  [Name in EntryName]: string extends ScheduleEntries[Name] ? Name : never;
}[EntryName];

/** What was typed before the form was left, and of which version of the schedule. */
type Kept = { readonly version: number; readonly entries: ScheduleEntries; readonly typed: FormEntries };

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
  const form = schedule === null ? `new schedule of ${first.graph}` : `schedule ${schedule.name}`;
  const [kept, setKept] = useState(() => keptEntries<Kept>(form));
  // Of an older version: saving it asks whose change stays, as for a form that was never left.
  const [before, setBefore] = useState(
    schedule === null || kept === undefined ? schedule : { ...schedule, version: kept.version },
  );
  const [stored, setStored] = useState(first);
  const [entries, setEntries] = useState(kept?.entries ?? first);
  const [typed, setTyped] = useState<FormEntries>(kept?.typed ?? new Map());
  const [left, setLeft] = useState<ReadonlySet<EntryName>>(new Set());
  const [isTried, setTried] = useState(false);
  const preview = usePreview(entries, before);
  const params = useParams(entries, before, typed);
  const { value, problems } = readEntries(entries, before);
  const save = useMutation(
    trpc.schedules.save.mutationOptions({
      onSuccess: async ({ name }) => {
        await queries.invalidateQueries(trpc.schedules.pathFilter());
        onSaved(name);
      },
    }),
  );
  const isChanged = typed.size > 0 || differingLabels(entries, stored).length > 0;
  const version = before?.version ?? 0;
  useKeptEntries(form, isChanged && !save.isSuccess ? { version, entries, typed } : null);
  const refusal = save.error === null ? null : shownProblem(save.error);
  const previewed = problemsAtFields(preview.problem);
  const refused = problemsAtFields(refusal);
  // What the server said of a field is no longer so once something was typed.
  const forget = () => refusal?.code === "bad-input" && save.reset();
  const set = (changes: Partial<ScheduleEntries>) => {
    forget();
    setEntries((now) => ({ ...now, ...changes }));
  };
  const problemOf = (name: EntryName): string | null =>
    (isTried || left.has(name) ? problems.get(name) : undefined) ??
    refused.get(name) ??
    previewed.get(name) ??
    null;
  const leave = (name: EntryName) => setLeft((now) => new Set(now).add(name));
  const send = (version: number) => {
    setTried(true);
    const reading = params.form?.reading;
    if (problems.size > 0 || reading === undefined || reading.problems.size > 0) return;
    save.mutate({ ...value, params: reading.values, version });
  };
  const begin = (from: ScheduleView | null, to: ScheduleEntries) => {
    setBefore(from);
    setStored(to);
    setEntries(to);
    setTyped(new Map());
    setKept(undefined);
    save.reset();
  };
  return {
    ...{ before, entries, set, problemOf, leave, preview, params, save, refusal, isTried },
    /** How many things keep it from being saved, as far as this page can tell. */
    problemCount: problems.size + (params.form?.reading.problems.size ?? 0),
    paramProblems: new Map([...(params.form?.reading.problems ?? []), ...problemsOfParams(refusal)]),
    setParam: (name: string, entry: string) => {
      forget();
      setTyped((now) => new Map(now).set(name, entry));
    },
    /** What a text field of the form needs. */
    text: (name: TextName) => ({
      label: ENTRY_LABELS[name],
      value: entries[name],
      error: problemOf(name),
      onBlur: () => leave(name),
      onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
    }),
    submit: () => send(before?.version ?? 0),
    /** After somebody else's change: mine is written over it. */
    keepMine: (theirs: ScheduleView) => send(theirs.version),
    takeTheirs: (theirs: ScheduleView) => begin(theirs, entriesOf(theirs)),
    /** True where it begins with what was typed before the form was left. */
    isKept: kept !== undefined,
    discard: () => begin(schedule, first),
  };
}
