import type { RuleOf } from "../../rules/rules.ts";
import type { Edit, SiteProblem } from "../sites/placeholder-sites.ts";
import { wayOut } from "./shell-programs.ts";

function refused(
  code: RuleOf<"error">,
  text: string,
  edits: readonly Edit[] | null = null,
  label = "",
): SiteProblem {
  return {
    code,
    level: "error",
    text,
    ...(edits !== null && { fix: { label, edits } }),
  };
}

export function unreadable(name: string, line: number, message: string): SiteProblem {
  return refused(
    "placeholder-unclear",
    `It is not clear how {${name}} would be read: the shell's syntax breaks in line ${line} (${message}). Correct that, or read "$${name}" instead.`,
  );
}

export function unclear(name: string): SiteProblem {
  return refused(
    "placeholder-unclear",
    `It is not clear how the shell would read {${name}} there. Read "$${name}" instead, or write {{${name}}} where the text itself is meant.`,
  );
}

export function escaped(name: string): SiteProblem {
  const text = `The backslash before {${name}} keeps it as text. Write \\\\{${name}} for a backslash and the value, {{${name}}} for the text.`;
  return { code: "placeholder-escaped", level: "warning", text };
}

export function inQuotes(name: string, edits: readonly Edit[]): SiteProblem {
  return refused(
    "placeholder-in-quotes",
    `{${name}} stands in single quotes, in which the shell replaces nothing. End the quotes before it and begin them again behind it, or use double quotes; write {{${name}}} where the text itself is meant.`,
    edits,
    `Take {${name}} out of the quotes`,
  );
}

export function inQuotedDocument(name: string, unquoted: Edit | null): SiteProblem {
  return refused(
    "placeholder-in-quoted-document",
    `{${name}} stands in a here-document whose end is quoted, so the shell replaces nothing in it. Take the quotes from the end's name, or write {{${name}}} where the text itself is meant.`,
    unquoted === null ? null : [unquoted],
    "Take the quotes from the end of the here-document",
  );
}

export function inQuotedProgram(name: string, language: string): SiteProblem {
  return refused(
    "placeholder-in-program",
    `{${name}} stands in quoted text that ${language} runs as a program. ${wayOut(name, language)} Where the text itself is meant, write {{${name}}}.`,
  );
}

export function inProgram(name: string, language: string): SiteProblem {
  return refused(
    "placeholder-in-program",
    `{${name}} stands where ${language} may read it as program text, so a value such as \`; rm -rf /\` would be run, too. ${wayOut(name, language)}`,
  );
}

export function inDocumentEnd(name: string): SiteProblem {
  return refused(
    "placeholder-in-document-end",
    `{${name}} cannot name the end of a here-document. Choose a fixed word.`,
  );
}

export function inBackquotes(name: string): SiteProblem {
  return refused(
    "placeholder-in-backquotes",
    `{${name}} stands in backquotes together with backslashes, which the shell reads twice. Write $( ) instead of the backquotes.`,
  );
}

export function inExpansion(name: string): SiteProblem {
  return refused(
    "placeholder-in-expansion",
    `{${name}} stands in a \${ } as a pattern, a number or in quotes, where shells differ in what they make of it. Put it into a variable first: value={${name}}, then "$value" in its place.`,
  );
}

export function inArithmetic(name: string): SiteProblem {
  return refused(
    "placeholder-in-arithmetic",
    `{${name}} stands where shells evaluate a number: a value such as a[$(id)] would be run. Declare its type as integer.`,
  );
}

/** Bash 5.2 expands the word of `>&"$word"` a second time if it is not a number, and runs `$(id)` in it. */
export function inDuplication(name: string): SiteProblem {
  return refused(
    "placeholder-in-redirection",
    `{${name}} stands behind >& or <&, where bash expands a value twice and would run $(id) in it. Write >{${name}} 2>&1 for a file, or declare its type as integer for a descriptor.`,
  );
}

export function inVariableName(name: string, builtin: string): SiteProblem {
  return refused(
    "placeholder-in-variable-name",
    `{${name}} stands where ${builtin} may take it for the name of a variable, and bash runs what stands in the brackets of a name such as a[$(id)]. Choose between fixed names with \`case\`, or read "$${name}" in a word that is surely no name.`,
  );
}

export function inFunctionName(name: string): SiteProblem {
  return refused("placeholder-in-function-name", `{${name}} cannot name a function. Choose a fixed name.`);
}

export function inList(name: string, builtin: string): SiteProblem {
  return refused(
    "placeholder-in-list",
    `{${name}} is given to ${builtin} as a whole list, and bash runs a value such as ($(id)). Put it into parentheses: ${builtin} -a list=({${name}}).`,
  );
}

export function inFormat(name: string): SiteProblem {
  return refused(
    "placeholder-in-format",
    `{${name}} stands where printf takes its format or an option, and a value such as -va[$(id)] would be run. Write printf '%s' {${name}}.`,
  );
}

export function asCommand(name: string): SiteProblem {
  const text = `The value of {${name}} decides which program is run. Choose between fixed commands with \`case\`, or declare the type enum.`;
  return { code: "placeholder-as-command", level: "warning", text };
}
