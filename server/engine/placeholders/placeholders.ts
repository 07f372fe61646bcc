import type { InputSpec, Interpreter } from "../model/graph-content.ts";
import { bracesInCode, readingInCode } from "./code-placeholders.ts";
import { scanShell } from "./shell/shell-placeholders.ts";
import {
  edited,
  lineCounter,
  placeholderCount,
  placeholdersByLooks,
  type Scan,
  type Site,
  type SiteProblem,
} from "./sites/placeholder-sites.ts";

/** A problem of a placeholder. `text` is a whole sentence; `line` counts from 1. */
export type PlaceholderProblem = SiteProblem & { readonly line: number };

/** A compiled script that can run with any values, or the problems that forbid it. It contains no values. */
export type CompiledScript = {
  readonly program: string;
  /** The inputs whose values the program reads, and the first line of each. */
  readonly uses: ReadonlyMap<string, number>;
  /** The errors. A script with an error must not run. */
  readonly problems: readonly PlaceholderProblem[];
};

type Inputs = Readonly<Record<string, InputSpec>>;
type Script = { readonly script: string; readonly interpreter: Interpreter; readonly inputs: Inputs };

/**
 * Compiles the placeholders of a script to references to environment variables, and `{{name}}` to `{name}`. Nothing else
 * changes. The program does not depend on the values. Only shell scripts have placeholders; other scripts stay unchanged.
 */
export function compileScript({ script, interpreter, inputs }: Script): CompiledScript {
  const { sites, edits } = scan(script, interpreter, inputs);
  const lineAt = lineCounter(script);
  const uses = new Map<string, number>();
  for (const { name, from } of sites) if (!uses.has(name)) uses.set(name, lineAt(from));
  const problems = sites.flatMap(({ from, problems: found }) =>
    found.filter(({ level }) => level === "error").map((problem) => ({ ...problem, line: lineAt(from) })),
  );
  return { program: problems.length > 0 ? "" : edited(script, edits), uses, problems };
}

/**
 * Why a compiled script cannot run with the given values; null if it can. A placeholder without a value is a reason, so
 * that no script runs with empty text instead.
 */
export function reasonNotToRun(compiled: CompiledScript, isSet: (name: string) => boolean): string | null {
  const reasons = compiled.problems.map(({ text }) => text);
  for (const [name, line] of compiled.uses)
    if (!isSet(name))
      reasons.push(
        `The script uses {${name}} in line ${line}, and its input ${name} has no value. Give it one, or a default.`,
      );
  return reasons.length === 0 ? null : reasons.join(" ");
}

/** The text that reads the value of an input in a script: `{name}` in shells. */
export function readingOf(name: string, interpreter: Interpreter): string {
  return interpreter === "python3" || interpreter === "node" ? readingInCode(name, interpreter) : `{${name}}`;
}

/** The problems that check reports for the placeholders of a script. */
export function placeholderProblems({ script, interpreter, inputs }: Script): readonly PlaceholderProblem[] {
  const { sites, notes } = scan(script, interpreter, inputs);
  const found = [
    ...sites.flatMap(({ from, problems }) => problems.map((problem) => ({ from, problem }))),
    ...notes,
  ];
  found.sort((a, b) => a.from - b.from);
  const lineAt = lineCounter(script);
  return found.map(({ from, problem }) => ({ ...problem, line: lineAt(from) }));
}

/** The placeholders in the order of the script, with their offsets. `to` is behind the closing brace. */
export function placeholdersIn({ script, interpreter, inputs }: Script): readonly Omit<Site, "problems">[] {
  return scan(script, interpreter, inputs).sites.map(({ name, from, to }) => ({ name, from, to }));
}

/** A placeholder, and whether its value would be taken there: no rule forbids it, and the shell can read the script. */
type OpenPlace = Omit<Site, "problems"> & { readonly isOpen: boolean };

/** The placeholders in the order of the script, each with whether a value may stand there. */
export function placesIn({ script, interpreter, inputs }: Script): readonly OpenPlace[] {
  const { sites } = scan(script, interpreter, inputs);
  const isReadable = !sites.some(({ problems }) => problems.some(({ code }) => UNREADABLE.has(code)));
  return sites.map(({ name, from, to, problems }) => ({
    ...{ name, from, to },
    isOpen: isReadable && problems.every(({ level }) => level !== "error"),
  }));
}

/** The rules that are about a whole script, although they are told at one of its placeholders. */
const UNREADABLE: ReadonlySet<string> = new Set(["placeholder-unclear", "placeholder-too-many"]);

function scan(script: string, interpreter: Interpreter, inputs: Inputs): Scan {
  const count = placeholderCount(script, inputs);
  if (count === "none") return { sites: [], edits: [], notes: [] };
  if (interpreter === "python3" || interpreter === "node")
    return { sites: [], edits: [], notes: bracesInCode(script, interpreter, inputs) };
  return count === "too-many"
    ? { sites: tooMany(script, inputs), edits: [], notes: [] }
    : scanShell(script, inputs);
}

function tooMany(script: string, inputs: Inputs): readonly Site[] {
  const text = "The script has more than 5,000 placeholders. Put a value into a variable once, and use that.";
  const problem = { code: "placeholder-too-many", level: "error", text } as const;
  return placeholdersByLooks(script, inputs).map((site, place) => ({
    ...site,
    problems: place === 0 ? [problem] : [],
  }));
}
