import { useState } from "react";
import { type ShownProblem, shownProblem } from "#components/api/shown-problem.ts";
import { useKeptEntries } from "#components/ui/fields/kept-entries.ts";
import type { Typed } from "./use-typed.ts";

type Problems = ReadonlyMap<string, string>;

/** The fields of a form that hold text. */
export type TextName<Entries> = {
  [Name in keyof Entries]: string extends Entries[Name] ? Name : never;
}[keyof Entries] &
  string;

type Rules<Before, Entries> = {
  readonly labels: Readonly<Partial<Record<keyof Entries, string>>>;
  /** What is wrong with what is typed, by field, as far as this page can tell. */
  readonly problems: Problems;
  /** What the server says of it while it is typed. */
  readonly previewed?: Problems;
  readonly isChanged: boolean;
  readonly save: {
    readonly error: Parameters<typeof shownProblem>[0] | null;
    readonly isPending: boolean;
    readonly isSuccess: boolean;
    readonly reset: () => void;
  };
  /** By field: what the server refused. */
  readonly refusedAt: (refusal: ShownProblem | null) => Problems;
  /** Saves it over this version. Called only where nothing is wrong. */
  readonly send: (version: number) => void;
  readonly entriesOf: (before: Before) => Entries;
};

/** What every form that is a page of its own does: says what is wrong once it matters, keeps what was typed, and saves. */
export function usePageForm<Before extends { readonly version: number }, Entries extends object>(
  typed: Typed<Before, Entries>,
  { labels, problems, previewed, isChanged, save, refusedAt, send, entriesOf }: Rules<Before, Entries>,
) {
  const { before, entries } = typed;
  /** The fields that were left: their problems are said. */
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isTried, setTried] = useState(false);
  const version = before?.version ?? 0;
  useKeptEntries(typed.form, isChanged && !typed.isSaved ? { version, entries } : null);
  const refusal = save.error === null ? null : shownProblem(save.error);
  const refused = refusedAt(refusal);
  const set = (changes: Partial<Entries>) => {
    // What the server said of a field is no longer so once something was typed.
    if (refusal?.code === "bad-input") save.reset();
    typed.change(changes);
  };
  const problemOf = (field: string): string | null =>
    (isTried || left.has(field) ? problems.get(field) : undefined) ??
    refused.get(field) ??
    previewed?.get(field) ??
    null;
  const leave = (field: string) => setLeft((now) => new Set(now).add(field));
  const sendOver = (seen: number) => {
    setTried(true);
    if (problems.size === 0) send(seen);
  };
  return {
    ...{ before, entries, set, problemOf, leave, save, refusal, isTried },
    ...{ isNew: before === null, isKept: typed.isKept },
    /** How many things keep it from being saved, as far as this page can tell. */
    problemCount: problems.size,
    /** What a text field of the form needs. */
    text: (name: TextName<Entries>) => ({
      label: labels[name] ?? name,
      value: entries[name] as string,
      error: problemOf(name),
      onBlur: () => leave(name),
      onChange: ({ target }: { target: { value: string } }) =>
        set({ [name]: target.value } as unknown as Partial<Entries>),
    }),
    submit: () => sendOver(version),
    /** After somebody else's change: mine is written over it. */
    keepMine: (theirs: Before) => sendOver(theirs.version),
    takeTheirs: (theirs: Before) => {
      typed.begin(theirs, entriesOf(theirs));
      save.reset();
    },
    discard: () => {
      typed.beginAgain();
      save.reset();
    },
  };
}
