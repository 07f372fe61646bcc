import type { ShellWord, WordReading } from "./shell-word.ts";

/** Builtins that run their words as shell text, now or later. */
const RUNS_WORDS = /^(?:eval|trap|source|\.|alias)$/;
/** Builtins whose words are names of variables. Bash 5.2 evaluates the brackets of a name such as `a[$(id)]`. */
const READS_NAMES = /^(?:unset|read|mapfile|readarray|getopts|wait)$/;
export const DECLARES = /^(?:declare|typeset|local|readonly|export)$/;
/** Words before the actual command. An expansion counts too, because it may be empty. */
const BEFORE_BUILTIN = /^(?:|command|builtin|-[pvV]+|--)$/;

/** How a builtin reads each word of a command; null if the word is only data. */
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

/** A value must come after a fixed format, because a value as the format could be the option `-vname`. */
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

/** The variables that a command declares with -i or -n. The shell evaluates every value that is assigned to them. */
export function evaluatedVariables(words: readonly ShellWord[]): readonly string[] {
  const head = words.findIndex(({ text }) => DECLARES.test(text));
  if (head < 0 || !words.some(({ text }) => /^-[A-Za-z]*[in]/.test(text))) return [];
  return words.slice(head + 1).flatMap(({ text }) => /^[A-Za-z_][A-Za-z0-9_]*/.exec(text)?.[0] ?? []);
}
