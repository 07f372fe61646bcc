import type * as z from "zod";
import { isJsonNumber } from "../json/json.ts";
import { cutWithMark } from "../text/cut-text.ts";
import { nearestWord } from "../text/nearest-word.ts";
import { valueInWords } from "../text/value-in-words.ts";
import type { ValuePath } from "../values/untrusted-value.ts";

/** One problem of a graph file. `path` is its place for people, `at` its place for programs. */
export type GraphFileProblem = { readonly path: string; readonly text: string; readonly at: ValuePath };

/** A place as text, such as `vertices.A.inputs.ip`, `edges[3]` or `vertices["my step"].script`. */
export function pathText(at: ValuePath): string {
  let text = "";
  for (const step of at) {
    if (typeof step === "number") text += `[${step}]`;
    else if (/^[\p{L}_][\p{L}\p{M}\p{Nd}_-]*$/u.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

/** The sentence for one of zod's issues: what was wanted, what was found, and what is allowed. */
export function problemText(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `Wanted ${wantedText(String(issue.expected))}, found ${valueInWords(issue.input)}.${quoteHint(String(issue.expected), issue.input)}`;
    case "invalid_value": {
      const known = (issue.values as readonly unknown[]).map(String);
      const near = typeof issue.input === "string" ? nearestWord(issue.input, known) : null;
      return `Wanted ${orList(known)}, found ${valueInWords(issue.input)}.${near === null ? "" : ` Did you mean \`${near}\`?`}`;
    }
    case "unrecognized_keys":
      return unknownKeysText(issue.keys as readonly string[], knownKeys(issue.inst));
    case "too_small":
      return issue.origin === "number" || issue.origin === "int"
        ? `Wanted a number of at least ${issue.minimum}, found ${valueInWords(issue.input)}.`
        : `Wanted at least ${issue.minimum} ${countedText(String(issue.origin))}, found fewer.`;
    case "too_big":
      return issue.origin === "number" || issue.origin === "int"
        ? `Wanted a number of at most ${issue.maximum}, found ${valueInWords(issue.input)}.`
        : `Wanted at most ${Number(issue.maximum).toLocaleString("en")} ${countedText(String(issue.origin))}, found more.`;
    default:
      return issue.message ?? `The value does not fit: found ${valueInWords(issue.input)}.`;
  }
}

/** The sentence for keys that are not known: the nearest right one, and which there are. */
export function unknownKeysText(keys: readonly string[], known: readonly string[]): string {
  const said = keys.slice(0, 5).map((key) => {
    const near = nearestWord(key, known);
    const shown = cutWithMark(key, 40);
    return near === null ? `\`${shown}\`` : `\`${shown}\` (did you mean \`${near}\`?)`;
  });
  const more = keys.length > said.length ? ` and ${keys.length - said.length} more` : "";
  return `Unknown here: ${said.join(", ")}${more}. Known: ${known.join(", ")}.`;
}

function knownKeys(inst: unknown): readonly string[] {
  const shape = (inst as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def?.shape;
  return shape === undefined ? [] : Object.keys(shape);
}

function wantedText(expected: string): string {
  switch (expected) {
    case "string":
      return "text";
    case "number":
      return "a number";
    case "int":
      return "a whole number";
    case "boolean":
      return "true or false";
    case "array":
    case "tuple":
      return "a list";
    default:
      return "a map (`name: …`)";
  }
}

function quoteHint(expected: string, met: unknown): string {
  const isPlain = isJsonNumber(met) || typeof met === "boolean";
  return expected === "string" && isPlain
    ? ` Put it in quotes if it is meant as text: "${String(met)}".`
    : "";
}

function countedText(origin: string): string {
  return origin === "string" ? "characters" : "entries";
}

function orList(words: readonly string[]): string {
  const shown = words.map((word) => `\`${word}\``);
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
}
