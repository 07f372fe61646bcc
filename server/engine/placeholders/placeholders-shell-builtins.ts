import type { SiteProblem } from "./placeholder-sites.ts";
import {
  DUPLICATED,
  type ShellCommand,
  type ShellSite,
  type ShellWord,
} from "./placeholders-shell-cursor.ts";

/** They take words for names of variables; bash works out what stands in the brackets of `a[$(id)]`. Seen in bash 5.2. */
const NAME_READERS = new Set(["unset", "read", "mapfile", "readarray", "getopts"]);
const DECLARERS = new Set(["declare", "typeset", "local", "readonly", "export"]);
const ARITHMETIC_TEST = /^-(?:eq|ne|lt|le|gt|ge)$/;
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)\+?=/;

/** True for commands of the shell itself that do more with a word than to take it as data. */
export function isNameBuiltin(name: string): boolean {
  return (
    NAME_READERS.has(name) || DECLARERS.has(name) || ["printf", "test", "[", "wait", "let"].includes(name)
  );
}

/**
 * Variables that `declare -i` or `declare -n` marks: whatever is assigned to them later is evaluated, as arithmetic or
 * as the name of a variable.
 */
export function evaluatedVariables(commands: readonly ShellCommand[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { words } of commands) {
    const at = words.findIndex(({ text }) => DECLARERS.has(text));
    if (at < 0 || !words.slice(at + 1).some(({ text }) => /^-[A-Za-z]*[in]/.test(text))) continue;
    for (const { text } of words.slice(at + 1)) names.add(ASSIGNMENT.exec(text)?.[1] ?? text);
  }
  return names;
}

/**
 * What is wrong with a placeholder as a word of the command `name`, which is word number `at`: arithmetic, and names of
 * variables. Null where it stays data.
 *
 * @param isNumeric whether all values are numbers, which arithmetic may be given.
 */
export function builtinProblem(
  script: string,
  site: ShellSite,
  name: string,
  at: number,
  isNumeric: boolean,
): SiteProblem | null {
  const words = site.command?.words ?? [];
  const word = words[site.word];
  if (word === undefined || site.word <= at) return null;
  const start = script.slice(word.from, site.from);
  if (!isNumeric && isArithmetic(words, name, site.word)) return arithmeticProblem(site.name);
  if (!DECLARERS.has(name)) return isName(words, name, site.word) ? nameProblem(site.name, name) : null;
  if (!start.includes("=")) return nameProblem(site.name, name);
  const options = words.slice(at + 1, site.word).map(({ text }) => text);
  if (!isNumeric && options.some((text) => /^-[A-Za-z]*[in]/.test(text))) return arithmeticProblem(site.name);
  // `declare -a x="$value"` reads a value that begins with `(` as a list and expands it; `declare -a x=("$value")` does not.
  const isList = /^[A-Za-z_][A-Za-z0-9_]*\+?=\(/.test(start);
  return !isList && options.some((text) => /^-[A-Za-z]*[aA]/.test(text))
    ? listProblem(site.name, name)
    : null;
}

/** `n={v}` where n was declared with -i, and `a[{v}]=…`, `a=([{v}]=…)`. */
export function assignmentProblem(
  script: string,
  site: ShellSite,
  evaluated: ReadonlySet<string>,
  isNumeric: boolean,
): SiteProblem | null {
  const word = site.command?.words[site.word];
  if (isNumeric || word === undefined || site.quoting === "arithmetic") return null;
  const start = script.slice(word.from, site.from);
  const variable = ASSIGNMENT.exec(start)?.[1];
  if (variable !== undefined && evaluated.has(variable)) return arithmeticProblem(site.name);
  const isInBrackets = /(?:^[A-Za-z_][A-Za-z0-9_]*|[(\s])\[[^\]]*$/.test(start);
  const isSubscript = isInBrackets && /^[^\]\n]*\]\+?=/.test(script.slice(site.to, site.to + 200));
  return isSubscript ? arithmeticProblem(site.name) : null;
}

/** Seen in bash 5.2: `>&"$word"` with a word that is no number is expanded a second time, and `$(id)` in it runs. */
export function duplicationProblem({ name, word }: ShellSite, isNumeric: boolean): SiteProblem | null {
  if (word !== DUPLICATED || isNumeric) return null;
  return {
    code: "placeholder-in-redirection",
    level: "error",
    text: `{${name}} stands behind >& or <&, where bash expands a value twice and would run $(id) in it. Write >{${name}} 2>&1 for a file, or declare its type as integer for a descriptor.`,
  };
}

export function arithmeticProblem(name: string): SiteProblem {
  return {
    code: "placeholder-in-arithmetic",
    level: "error",
    text: `{${name}} stands in arithmetic, which shells evaluate: a value such as a[$(id)] would be run. Declare its type as integer.`,
  };
}

function isArithmetic(words: readonly ShellWord[], name: string, word: number): boolean {
  if (name === "let") return true;
  if (name !== "[[") return false;
  return (
    ARITHMETIC_TEST.test(words[word - 1]?.text ?? "") || ARITHMETIC_TEST.test(words[word + 1]?.text ?? "")
  );
}

function isName(words: readonly ShellWord[], name: string, word: number): boolean {
  const before = words[word - 1]?.text ?? "";
  if (name === "[[" || name === "[" || name === "test") return before === "-v" || before === "-R";
  if (name === "printf") return before === "-v";
  if (name === "wait") return before === "-p";
  if (name === "getopts") return word > 1;
  // `read -t {seconds} line`: the word belongs to an option.
  return NAME_READERS.has(name) && (name === "unset" || !/^-[A-Za-z]*[ptdnNiuCcsO]$/.test(before));
}

function nameProblem(name: string, builtin: string): SiteProblem {
  return {
    code: "placeholder-in-variable-name",
    level: "error",
    text: `{${name}} stands where ${builtin} takes the name of a variable, and bash runs what stands in the brackets of a name such as a[$(id)]. Choose between fixed names with \`case\`.`,
  };
}

function listProblem(name: string, builtin: string): SiteProblem {
  return {
    code: "placeholder-in-list",
    level: "error",
    text: `{${name}} is given to ${builtin} as a whole list, and bash runs a value such as ($(id)). Put it into parentheses: ${builtin} -a list=({${name}}).`,
  };
}
