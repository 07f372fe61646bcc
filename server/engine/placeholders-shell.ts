import { inputVariable } from "./environment.ts";
import { ShellCommands } from "./placeholders-shell-commands.ts";
import { commandProblem } from "./placeholders-shell-programs.ts";
import { type ShellSite, ShellUnclear } from "./placeholders-shell-words.ts";
import {
  type Edit,
  hasNumericValues,
  hasPlainValues,
  type Inputs,
  lineAt,
  placeholdersByLooks,
  type Scan,
  type Site,
  type SiteProblem,
} from "./placeholder-sites.ts";

/**
 * Finds the placeholders of a bash or sh script, and what each becomes: a reference to an environment variable, quoted
 * as its place needs it, so that the value stays one word and no shell reads it again.
 */
export function scanShell(script: string, inputs: Inputs, isBash: boolean): Scan {
  const reader = new ShellCommands(script, inputs, isBash);
  let unclear: ShellUnclear | null = null;
  try {
    reader.whole();
  } catch (error) {
    if (!(error instanceof ShellUnclear)) throw error;
    unclear = error;
  }
  const sites: Site[] = [];
  const edits: Edit[] = [...reader.literals];
  for (const site of reader.sites) {
    if (unclear !== null && site.from >= unclear.from) continue;
    const problem = siteProblem(script, inputs, site);
    sites.push({
      name: site.name,
      from: site.from,
      to: site.to,
      problems: problem === null ? [] : [problem],
    });
    if (problem?.level !== "error" && !site.isEscaped)
      edits.push({ from: site.from, to: site.to, text: reference(script, site) });
  }
  if (unclear !== null) sites.push(...unclearSites(script, inputs, unclear));
  return { sites, edits };
}

function unclearSites(script: string, inputs: Inputs, { from, message }: ShellUnclear): Site[] {
  const line = lineAt(script, from);
  return placeholdersByLooks(script, from, inputs).map((site) => {
    const text = `It is not clear how the shell reads {${site.name}}: from line ${line} on, ${message}. Correct that, or read "$${inputVariable(site.name)}" instead.`;
    return { ...site, problems: [{ code: "placeholder-unclear", level: "error" as const, text }] };
  });
}

function reference(script: string, { name, from, to, quoting }: ShellSite): string {
  const variable = inputVariable(name);
  if (quoting === "single") return `'"\${${variable}}"'`;
  if (quoting === "ansi") return `'"\${${variable}}"$'`;
  if (quoting === "double" || quoting === "document") return `\${${variable}}`;
  if (quoting !== "arithmetic") return `"\${${variable}}"`;
  // Parentheses, so that `5-{n}` is a difference with -3, too; not where the digits are part of something longer.
  const isPart = /[A-Za-z0-9_#]/.test(script[from - 1] ?? "") || /[A-Za-z0-9_#]/.test(script[to] ?? "");
  return isPart ? `\${${variable}}` : `(\${${variable}})`;
}

function siteProblem(script: string, inputs: Inputs, site: ShellSite): SiteProblem | null {
  const { name, quoting } = site;
  const spec = inputs[name];
  if (spec === undefined) throw new RangeError(`No input is named ${name}.`);
  const variable = inputVariable(name);
  const refused = (code: string, text: string): SiteProblem => ({ code, level: "error", text });
  if (site.isEscaped) {
    const text = `The backslash before {${name}} keeps it as text. Write \\\\{${name}} for a backslash and the value, {{${name}}} for the text.`;
    return { code: "placeholder-escaped", level: "warning", text };
  }
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
    case "arithmetic":
      if (!hasNumericValues(spec))
        return refused(
          "placeholder-in-arithmetic",
          `{${name}} stands in arithmetic, which shells evaluate: a value such as a[$(id)] would be run. Declare its type as integer.`,
        );
      return null;
    default:
      return commandProblem(script, site, hasPlainValues(spec), hasNumericValues(spec));
  }
}
