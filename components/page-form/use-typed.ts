import { useState } from "react";
import { forgetEntries, keptEntries } from "#components/ui/fields/kept-entries.ts";

/** What was typed before the form was left, and of which version of what is changed. */
type Kept<Entries> = { readonly version: number; readonly entries: Entries };

type Of<Before, Entries> = {
  /** The name of the form: one for each thing that can be edited. */
  readonly form: string;
  /** What is changed; null: a new one is made. Only the first one counts. */
  readonly before: Before | null;
  /** What the form begins with. */
  readonly first: Entries;
};

export type Typed<Before, Entries> = ReturnType<
  typeof useTyped<Before & { version: number }, Entries & object>
>;

/** What is typed into a form, and what it began with. What was typed before the form was left is there again. */
export function useTyped<Before extends { readonly version: number }, Entries extends object>({
  form,
  before: begun,
  first,
}: Of<Before, Entries>) {
  const [kept, setKept] = useState(() => keptEntries<Kept<Entries>>(form));
  // Of an older version: saving it asks whose change stays, as for a form that was never left.
  const [before, setBefore] = useState(
    begun === null || kept === undefined ? begun : { ...begun, version: kept.version },
  );
  const [stored, setStored] = useState(first);
  const [entries, setEntries] = useState(kept?.entries ?? first);
  const [isSaved, setSaved] = useState(false);
  const begin = (from: Before | null, to: Entries) => {
    setBefore(from);
    setStored(to);
    setEntries(to);
    setKept(undefined);
    setSaved(false);
  };
  return {
    ...{ form, before, stored, entries, begin },
    change: (changes: Partial<Entries>) => setEntries((now) => ({ ...now, ...changes })),
    /** True where it begins with what was typed before the form was left. */
    isKept: kept !== undefined,
    /** True once the server has saved it: then it is kept no more. */
    isSaved,
    forget: () => {
      forgetEntries(form);
      setSaved(true);
    },
    beginAgain: () => begin(begun, first),
  };
}
