import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { keptEntries, useKeptEntries } from "#components/ui/fields/kept-entries.ts";
import { ENTRY_LABELS, type EntryName, entryAt, type RuleEntries, readRuleEntries } from "./rule-entries.ts";

/** The fields that hold text. */
export type TextName = {
  [Name in EntryName]: string extends RuleEntries[Name] ? Name : never;
}[EntryName];

type Kept = { readonly version: number; readonly entries: RuleEntries };

export type RuleFormState = ReturnType<typeof useRuleForm>;

/**
 * What is typed of a rule, what is wrong with it, and how it is saved.
 *
 * @param version of the rule that is changed; 0: a new one is made. Only the first one counts.
 */
export function useRuleForm(version: number, first: RuleEntries, onSaved: (name: string) => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const form = version === 0 ? "new rule of notices" : `rule of notices ${first.name}`;
  const [kept, setKept] = useState(() => keptEntries<Kept>(form));
  const [seen, setSeen] = useState(kept?.version ?? version);
  const [stored, setStored] = useState(first);
  const [entries, setEntries] = useState(kept?.entries ?? first);
  const [left, setLeft] = useState<ReadonlySet<EntryName>>(new Set());
  const [isTried, setTried] = useState(false);
  const { rule, problems } = readRuleEntries(entries);
  const save = useMutation(
    trpc.notices.save.mutationOptions({
      onSuccess: async ({ name }) => {
        await queries.invalidateQueries(trpc.notices.pathFilter());
        onSaved(name);
      },
    }),
  );
  const isChanged = JSON.stringify(entries) !== JSON.stringify(stored);
  useKeptEntries(form, isChanged && !save.isSuccess ? { version: seen, entries } : null);
  const refusal = save.error === null ? null : shownProblem(save.error);
  const refused = new Map(
    (refusal?.problems ?? []).map(({ path, text }) => [entryAt(path, entries), text] as const).reverse(),
  );
  const set = (changes: Partial<RuleEntries>) => {
    // What the server said of a field is no longer so once something was typed.
    if (refusal?.code === "bad-input") save.reset();
    setEntries((now) => ({ ...now, ...changes }));
  };
  const problemOf = (name: EntryName): string | null =>
    (isTried || left.has(name) ? problems.get(name) : undefined) ?? refused.get(name) ?? null;
  const leave = (name: EntryName) => setLeft((now) => new Set(now).add(name));
  const begin = (from: number, to: RuleEntries) => {
    setSeen(from);
    setStored(to);
    setEntries(to);
    setKept(undefined);
    save.reset();
  };
  const send = (over: number) => {
    setTried(true);
    if (problems.size === 0) save.mutate({ ...rule, version: over });
  };
  return {
    ...{ entries, set, problemOf, leave, save, refusal, isTried, isNew: version === 0 },
    problemCount: problems.size,
    /** What a text field of the form needs. */
    text: (name: TextName) => ({
      label: ENTRY_LABELS[name],
      value: entries[name],
      error: problemOf(name),
      onBlur: () => leave(name),
      onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
    }),
    submit: () => send(seen),
    /** After somebody else's change: mine is written over it. */
    keepMine: (theirs: number) => send(theirs),
    takeTheirs: begin,
    /** True where it begins with what was typed before the form was left. */
    isKept: kept !== undefined,
    discard: () => begin(version, first),
  };
}
