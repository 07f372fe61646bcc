import type { InputSpec } from "../model/graph-content.ts";
import { inputVariable } from "../values/environment.ts";
import {
  type Edit,
  hasNumericValues,
  hasPlainValues,
  type Inputs,
  readToUnclear,
  type Scan,
  type Site,
  type SiteNote,
  type SiteProblem,
  unclearSites,
} from "./placeholder-sites.ts";
import {
  arithmeticProblem,
  assignmentProblem,
  builtinProblem,
  duplicationProblem,
  evaluatedVariables,
} from "./placeholders-shell-builtins.ts";
import { ShellCommands } from "./placeholders-shell-commands.ts";
import type { ShellSite } from "./placeholders-shell-cursor.ts";
import { headOf, programProblem } from "./placeholders-shell-programs.ts";

/**
 * Finds the placeholders of a bash or sh script, and what each becomes: a reference to an environment variable, quoted
 * as its place needs it, so that the value stays one word and no shell reads it again.
 */
export function scanShell(script: string, inputs: Inputs, isBash: boolean): Scan {
  const reader = new ShellCommands(script, inputs, isBash);
  const unclear = readToUnclear(() => reader.whole());
  const isClear = ({ from }: { readonly from: number }) => unclear === null || from < unclear.from;
  const evaluated = evaluatedVariables(reader.found);
  const sites: Site[] = [];
  const edits: Edit[] = reader.literals.filter(isClear);
  const notes: SiteNote[] = [];
  for (const site of reader.sites.filter(isClear)) {
    const { name, from, to } = site;
    if (site.isEscaped) {
      notes.push({ from, problem: escapedProblem(name) });
      continue;
    }
    const problem = siteProblem(script, inputs, site, evaluated);
    sites.push({ name, from, to, problems: problem === null ? [] : [problem] });
    edits.push({ from, to, text: reference(script, site) });
  }
  if (unclear !== null) sites.push(...unclearSites(script, inputs, unclear));
  return { sites, edits, notes };
}

function escapedProblem(name: string): SiteProblem {
  const text = `The backslash before {${name}} keeps it as text. Write \\\\{${name}} for a backslash and the value, {{${name}}} for the text.`;
  return { code: "placeholder-escaped", level: "warning", text };
}

function reference(script: string, { name, from, to, quoting }: ShellSite): string {
  const variable = inputVariable(name);
  if (quoting === "single") return `'"\${${variable}}"'`;
  if (quoting === "ansi") return `'"\${${variable}}"$'`;
  if (quoting === "double" || quoting === "document" || quoting === "subscript") return `\${${variable}}`;
  if (quoting !== "arithmetic") return `"\${${variable}}"`;
  // Parentheses, so that `5-{n}` is a difference with -3, too; not where the digits are part of something longer.
  const isPart = /[A-Za-z0-9_#]/.test(script[from - 1] ?? "") || /[A-Za-z0-9_#]/.test(script[to] ?? "");
  return isPart ? `\${${variable}}` : `(\${${variable}})`;
}

function siteProblem(
  script: string,
  inputs: Inputs,
  site: ShellSite,
  evaluated: ReadonlySet<string>,
): SiteProblem | null {
  const { name, quoting } = site;
  const spec = inputs[name];
  if (spec === undefined) throw new RangeError(`No input is named ${name}.`);
  const variable = inputVariable(name);
  const refused = (code: string, text: string): SiteProblem => ({ code, level: "error", text });
  switch (quoting) {
    case "quoted-document":
      return refused(
        "placeholder-in-quoted-document",
        `{${name}} stands in a here-document whose end is quoted, so the shell replaces nothing in it. Take the quotes from the end's name, or write {{${name}}} where the text itself is meant.`,
      );
    case "document-end":
      return refused(
        "placeholder-in-document-end",
        `{${name}} cannot name the end of a here-document. Choose a fixed word.`,
      );
    case "backquotes":
      return refused(
        "placeholder-in-backquotes",
        `{${name}} stands in backquotes together with backslashes, which the shell reads twice. Write $( ) instead of the backquotes.`,
      );
    case "parameter":
      return refused(
        "placeholder-in-expansion",
        `{${name}} stands in a \${ } as a pattern or a number, where shells differ in what they make of it. Put it into a variable first: value={${name}}, then "$value" in its place.`,
      );
    case "ansi-sh":
      return refused(
        "placeholder-in-ansi-quotes",
        `{${name}} stands in $'…', which sh does not know everywhere. Write "$${variable}" beside it, or choose bash.`,
      );
    case "subscript":
    case "arithmetic":
      return hasNumericValues(spec) ? null : arithmeticProblem(name);
    default:
      return commandProblem(script, site, spec, evaluated);
  }
}

function commandProblem(
  script: string,
  site: ShellSite,
  spec: InputSpec,
  evaluated: ReadonlySet<string>,
): SiteProblem | null {
  const isNumeric = hasNumericValues(spec);
  const head = site.command === null ? null : headOf(site.command);
  const builtin = head === null ? null : builtinProblem(script, site, head.name, head.at, isNumeric);
  const own =
    builtin ?? duplicationProblem(site, isNumeric) ?? assignmentProblem(script, site, evaluated, isNumeric);
  return own ?? (hasPlainValues(spec) ? null : programProblem(script, site));
}
