import { autocompletion, type Completion, type CompletionContext } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { Readable } from "#engine/check/readable/readable-at.ts";
import { READABLE_FUNCTIONS, type ReadableFunction } from "#engine/check/readable/readable-functions.ts";

/** Whether a function stands behind a point: `"a,b".split(",")`. */
export function isMethod({ name, example }: ReadableFunction): boolean {
  return example.includes(`.${name}(`);
}

/** The beginning of something that can be read: the list stays while no more than this is typed. */
const READING = /^(?:[\w.-]|\["|"\]|\['|'\])*$/;

/** Offers what can be read at the place, and functions, while somebody types. */
export function celCompletion(readables: () => readonly Readable[]): Extension {
  const complete = (context: CompletionContext) => {
    const before = context.matchBefore(/(?:[\w.-]|\["|"\]|\['|'\])+$/);
    if (before === null && !context.explicit) return null;
    const options: Completion[] = readables().map(({ text, type, description, isCertain }, place) => ({
      label: text,
      detail: isCertain ? type : `${type}, may be missing`,
      type: "variable",
      boost: -place / 100,
      ...(description !== null && { info: description }),
    }));
    const functions = READABLE_FUNCTIONS.filter((each) => !isMethod(each)).map(({ name, help, example }) => ({
      label: `${name}()`,
      apply: `${name}(`,
      detail: help,
      info: example,
      type: "function",
      boost: -50,
    }));
    return { from: before?.from ?? context.pos, options: [...options, ...functions], validFor: READING };
  };
  const completeMethod = (context: CompletionContext) => {
    const before = context.matchBefore(/\.\w*$/);
    if (before === null) return null;
    const options = READABLE_FUNCTIONS.filter(isMethod).map(({ name, help, example }) => ({
      label: `${name}()`,
      apply: `${name}(`,
      detail: help,
      info: example,
      type: "function",
      boost: -99,
    }));
    return { from: before.from + 1, options, validFor: /^\w*$/ };
  };
  return autocompletion({ override: [complete, completeMethod], icons: false });
}
