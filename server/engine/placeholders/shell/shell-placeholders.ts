import { ownOf } from "../../json/json.ts";
import type { InputSpec } from "../../model/graph-content.ts";
import { inputVariable } from "../../values/environment.ts";
import {
  type Edit,
  hasNumericValues,
  hasPlainValues,
  type Inputs,
  lineCounter,
  literalsIn,
  placeholdersByLooks,
  type Scan,
  type Site,
  type SiteNote,
  type SiteProblem,
} from "../sites/placeholder-sites.ts";
import { ARITHMETIC, type ShellPlace } from "./shell-place.ts";
import * as problems from "./shell-problems.ts";
import { readShell } from "./shell-tree.ts";
import type { WordReading } from "./shell-word.ts";

/**
 * Finds the placeholders of a bash or sh script and replaces each by a reference to an environment variable. The reference
 * is quoted for its place, so that the value stays one word and no shell reads it as code.
 */
export function scanShell(script: string, inputs: Inputs): Scan {
  const edits: Edit[] = literalsIn(script, inputs);
  const { sites: read, error, evaluated } = readShell(script, placeholdersByLooks(script, inputs), edits);
  const sites: Site[] = [];
  const notes: SiteNote[] = [];
  for (const { place, ...site } of read) {
    if (place === "comment") continue;
    if (place === "escaped") notes.push({ from: site.from, problem: problems.escaped(site.name) });
    else {
      const problem = error === null ? problemOf(site, place, ownOf(inputs, site.name), evaluated) : null;
      sites.push({ ...site, problems: problem === null ? [] : [problem] });
      edits.push({ from: site.from, to: site.to, text: referenceAt(script, site, place) });
    }
  }
  const [first, ...rest] = sites;
  if (error === null || first === undefined) return { sites, edits, notes };
  const line = lineCounter(script)(error.from);
  const said = problems.unreadable(first.name, line, error.message);
  return { sites: [{ ...first, problems: [said] }, ...rest], edits, notes };
}

type Found = Pick<Site, "name" | "from" | "to">;

function referenceAt(script: string, { name, from, to }: Found, { quoting }: ShellPlace): string {
  const variable = inputVariable(name);
  if (quoting === "double" || quoting === "document" || quoting === "subscript") return `\${${variable}}`;
  if (quoting !== "arithmetic") return `"\${${variable}}"`;
  // With parentheses, `5-{n}` is also correct for -3. They must not be added inside a longer word or number.
  const isPart = /[A-Za-z0-9_#]/.test(script[from - 1] ?? "") || /[A-Za-z0-9_#]/.test(script[to] ?? "");
  return isPart ? `\${${variable}}` : `(\${${variable}})`;
}

/** Variables whose value the shell runs later. */
const RUN_LATER = /^(?:PS[0-4]|PROMPT_COMMAND|BASH_ENV|ENV)$/;

function problemOf(
  { name, from, to }: Found,
  place: ShellPlace,
  spec: InputSpec | undefined,
  evaluated: ReadonlySet<string>,
): SiteProblem | null {
  if (spec === undefined) throw new RangeError(`No input is named ${name}.`);
  const language = hasPlainValues(spec) ? null : languageOf(place);
  switch (place.quoting) {
    case "single":
      if (language !== null) return problems.inQuotedProgram(name, language);
      return problems.inQuotes(name, [{ from, to, text: `'{${name}}'` }]);
    case "ansi":
      if (language !== null) return problems.inQuotedProgram(name, language);
      return problems.inQuotes(name, [{ from, to, text: `'{${name}}$'` }]);
    case "quoted-document":
      if (language !== null) return problems.inQuotedProgram(name, language);
      return problems.inQuotedDocument(name, place.unquoted);
    case "document-end":
      return problems.inDocumentEnd(name);
    case "backquotes":
      return problems.inBackquotes(name);
    case "expansion":
      return problems.inExpansion(name);
    case "unclear":
      return problems.unclear(name);
    default:
      return evaluationProblem(name, place, spec, evaluated) ?? wordProblem(name, place, spec, language);
  }
}

/** The language that runs the text at a place; null if it is only data. */
function languageOf(place: ShellPlace): string | null {
  const { role, variable, inputLanguage, outputLanguage, errorLanguage } = place;
  if (variable !== null && RUN_LATER.test(variable)) return "the shell";
  const reading = readingAt(place);
  if (reading?.kind === "program") return reading.language;
  if (role === "input" && inputLanguage !== null) return inputLanguage;
  const printedTo = printsWords(place) ? (outputLanguage ?? errorLanguage) : errorLanguage;
  return printedTo === ARITHMETIC ? null : printedTo;
}

function printsWords({ command, isOfFunction }: ShellPlace): boolean {
  return isOfFunction || command?.printsWords === true;
}

function readingAt({ role, command, word }: ShellPlace): WordReading | null {
  return role === "word" ? (command?.readingOf(word) ?? null) : null;
}

/** The problem of a value that the shell evaluates, unless it can only be a number. */
function evaluationProblem(
  name: string,
  place: ShellPlace,
  spec: InputSpec,
  evaluated: ReadonlySet<string>,
): SiteProblem | null {
  if (hasNumericValues(spec)) return null;
  const { quoting, role, variable, outputLanguage, errorLanguage } = place;
  const isEvaluated =
    quoting === "arithmetic" ||
    quoting === "subscript" ||
    role === "number" ||
    readingAt(place)?.kind === "arithmetic" ||
    (variable !== null && evaluated.has(variable)) ||
    errorLanguage === ARITHMETIC ||
    (outputLanguage === ARITHMETIC && printsWords(place));
  if (isEvaluated) return problems.inArithmetic(name);
  return role === "duplicate" ? problems.inDuplication(name) : null;
}

function wordProblem(
  name: string,
  place: ShellPlace,
  spec: InputSpec,
  language: string | null,
): SiteProblem | null {
  if (place.role === "function-name") return problems.inFunctionName(name);
  if (hasPlainValues(spec)) return null;
  if (language !== null) return problems.inProgram(name, language);
  if (place.role === "variable-name") return problems.inVariableName(name, "the shell");
  const reading = readingAt(place);
  if (reading?.kind === "name") return problems.inVariableName(name, reading.builtin);
  if (reading?.kind === "list") return problems.inList(name, reading.builtin);
  if (reading?.kind === "format") return problems.inFormat(name);
  return place.role === "word" && place.word === 0 ? problems.asCommand(name) : null;
}
