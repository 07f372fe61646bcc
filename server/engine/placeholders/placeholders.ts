import type { InputSpec, Interpreter } from "../model/graph-content.ts";
import {
  edited,
  lineCounter,
  placeholderCount,
  placeholdersByLooks,
  type Scan,
  type Site,
  type SiteProblem,
} from "./placeholder-sites.ts";
import { scanJavascript } from "./placeholders-javascript.ts";
import { scanPython } from "./placeholders-python.ts";
import { scanShell } from "./placeholders-shell.ts";

/** Something that is wrong with a placeholder; `text` is a whole sentence, `line` counts from 1. */
export type PlaceholderProblem = SiteProblem & { readonly line: number };

export type CompiledScript =
  | { readonly ok: true; readonly program: string }
  | {
      readonly ok: false;
      readonly problems: readonly { readonly code: string; readonly text: string; readonly line: number }[];
    };

type Inputs = Readonly<Record<string, InputSpec>>;

/**
 * Compiles the placeholders of a script into references to environment variables. Everything else stays byte for byte,
 * but `{{name}}`, which becomes `{name}`. No value is looked at: the program is the same whatever the values are.
 *
 * @param script.isSet whether an input has a value. A placeholder of one that has none is a problem, so that nothing
 *   runs with an empty text in its place.
 */
export function compileScript(script: {
  readonly script: string;
  readonly interpreter: Interpreter;
  readonly inputs: Inputs;
  readonly isSet: (name: string) => boolean;
}): CompiledScript {
  const { sites, edits } = scan(script.script, script.interpreter, script.inputs);
  const lineAt = lineCounter(script.script);
  const problems = sites.flatMap(({ name, from, problems: found }) => {
    if (found.length === 0 && script.isSet(name)) return [];
    const line = lineAt(from);
    const errors = found
      .filter(({ level }) => level === "error")
      .map(({ code, text }) => ({ code, text, line }));
    if (errors.length > 0 || script.isSet(name)) return errors;
    const text = `The script uses {${name}} in line ${line}, and its input ${name} has no value. Give it one, or a default.`;
    return [{ code: "placeholder-unset", text, line }];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, program: edited(script.script, edits) };
}

/** What check says about the placeholders of a script. */
export function placeholderProblems(
  script: string,
  interpreter: Interpreter,
  inputs: Inputs,
): readonly PlaceholderProblem[] {
  const { sites, notes } = scan(script, interpreter, inputs);
  const found = [
    ...sites.flatMap(({ from, problems }) => problems.map((problem) => ({ from, problem }))),
    ...notes,
  ];
  found.sort((a, b) => a.from - b.from);
  const lineAt = lineCounter(script);
  return found.map(({ from, problem }) => ({ ...problem, line: lineAt(from) }));
}

/** Where placeholders stand, as offsets into the script, in its order; `to` is behind the closing brace. */
export function placeholdersIn(
  script: string,
  interpreter: Interpreter,
  inputs: Inputs,
): readonly { readonly name: string; readonly from: number; readonly to: number }[] {
  return scan(script, interpreter, inputs)
    .sites.map(({ name, from, to }) => ({ name, from, to }))
    .sort((a, b) => a.from - b.from);
}

function scan(script: string, interpreter: Interpreter, inputs: Inputs): Scan {
  const count = placeholderCount(script, inputs);
  if (count === "none") return { sites: [], edits: [], notes: [] };
  if (count === "too-many") return { sites: tooMany(script, inputs), edits: [], notes: [] };
  switch (interpreter) {
    case "bash":
    case "sh":
      return scanShell(script, inputs, interpreter === "bash");
    case "python3":
      return scanPython(script, inputs);
    case "node":
      return scanJavascript(script, inputs);
  }
}

function tooMany(script: string, inputs: Inputs): readonly Site[] {
  const text = "The script has more than 5,000 placeholders. Put a value into a variable once, and use that.";
  const problem = { code: "placeholder-too-many", level: "error", text } as const;
  return placeholdersByLooks(script, 0, inputs).map((site, place) => ({
    ...site,
    problems: place === 0 ? [problem] : [],
  }));
}
