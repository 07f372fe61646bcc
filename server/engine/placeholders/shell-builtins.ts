import type { ShellWord, WordReading } from "./shell-word.ts";

/** They read their words as shell text again, now or later. */
const RUNS_WORDS = /^(?:eval|trap|source|\.|alias)$/;
/** They take words for names of variables; bash evaluates what stands in the brackets of `a[$(id)]`. Seen in bash 5.2. */
const READS_NAMES = /^(?:unset|read|mapfile|readarray|getopts|wait)$/;
export const DECLARES = /^(?:declare|typeset|local|readonly|export)$/;
/** Words before the command that is meant. One that only an expansion gives may turn out to be nothing. */
const BEFORE_BUILTIN = /^(?:|command|builtin|-[pvV]+|--)$/;

/** For each word of a command what a builtin of the shell does with it beyond taking it as data; null where nothing. */
export function builtinReadings(words: readonly ShellWord[]): (WordReading | null)[] {
  const head = words.findIndex(({ kind, text }) => kind === "word" && !BEFORE_BUILTIN.test(text));
  const builtin = words[head]?.text ?? "";
  const read = readingsBy(builtin, words, head);
  return words.map((word, place) => (place <= head || read === null ? null : read(word, place)));
}

type Read = (word: ShellWord, place: number) => WordReading | null;

function readingsBy(builtin: string, words: readonly ShellWord[], head: number): Read | null {
  if (RUNS_WORDS.test(builtin)) return () => ({ kind: "program", language: "the shell" });
  if (READS_NAMES.test(builtin)) return () => ({ kind: "name", builtin });
  if (builtin === "let") return () => ({ kind: "arithmetic", builtin });
  if (builtin === "test" || builtin === "[") return testReads(builtin, words);
  if (builtin === "printf") return printfReads(words, head);
  return DECLARES.test(builtin) ? declareReads(builtin, words, head) : null;
}

/** `[ -v {v} ]` reads a name, and in `[ {a} {b} ]` the first value may be `-v`. */
function testReads(builtin: string, words: readonly ShellWord[]): Read {
  return (_word, place) => {
    const before = words[place - 1];
    const isName = before?.hasPlaceholder === true || /^-[vR]$/.test(before?.text ?? "");
    return isName ? { kind: "name", builtin } : null;
  };
}

/** A value as the format may be `-vname`, so a fixed format has to stand before it. */
function printfReads(words: readonly ShellWord[], head: number): Read {
  const format = words.findIndex(
    ({ text, hasPlaceholder }, place) =>
      place > head && !hasPlaceholder && /^[^-]/.test(text) && words[place - 1]?.text !== "-v",
  );
  return (_word, place) => (format >= 0 && place > format ? null : { kind: "format", builtin: "printf" });
}

function declareReads(builtin: string, words: readonly ShellWord[], head: number): Read {
  const options = words.slice(head + 1).filter(({ text }) => /^[-+]/.test(text));
  const has = (letters: RegExp) =>
    options.some(({ text, hasPlaceholder }) => hasPlaceholder || letters.test(text));
  const evaluates = has(/^-[A-Za-z]*[in]/);
  const isList = has(/^-[A-Za-z]*[aA]/);
  return ({ kind }) => {
    if (kind === "word") return { kind: "name", builtin };
    if (evaluates) return { kind: "arithmetic", builtin };
    // `declare -a x="$value"` reads a value that begins with `(` as a list and expands it.
    return isList && kind === "assignment" ? { kind: "list", builtin } : null;
  };
}

/** The variables that a command declares with -i or -n: whatever is assigned to them later is evaluated. */
export function evaluatedVariables(words: readonly ShellWord[]): readonly string[] {
  const head = words.findIndex(({ text }) => DECLARES.test(text));
  if (head < 0 || !words.some(({ text }) => /^-[A-Za-z]*[in]/.test(text))) return [];
  return words.slice(head + 1).flatMap(({ text }) => /^[A-Za-z_][A-Za-z0-9_]*/.exec(text)?.[0] ?? []);
}
