import type { InputSpec, InputType } from "../model/graph-content.ts";
import type { RuleOf } from "../rules/rules.ts";
import { valuePattern } from "./patterns/value-pattern.ts";

export type SpecProblem = { readonly code: RuleOf<"error">; readonly text: string };

const WITH_RANGE: ReadonlySet<InputType> = new Set<InputType>([
  "string",
  "text",
  "integer",
  "number",
  "list",
]);
const WITH_LENGTH: ReadonlySet<InputType> = new Set<InputType>(["string", "text", "list"]);
const WITHOUT_WORDS: ReadonlySet<InputType> = new Set<InputType>(["boolean", "json", "secret"]);

/**
 * Finds the parts of a declaration that would have no effect: a pattern that cannot be used, or limits and allowed words
 * on a type that has none. `checkValue` would ignore them, and the author would rely on a limit that does not exist.
 */
export function inputSpecProblems(spec: InputSpec): readonly SpecProblem[] {
  return [...patternProblems(spec), ...rangeProblems(spec), ...wordProblems(spec)];
}

function patternProblems({ pattern, type }: InputSpec): readonly SpecProblem[] {
  if (pattern === undefined) return [];
  if (type === "boolean" || type === "enum" || type === "json" || type === "secret") {
    const text = `A pattern does not go with the type ${type}. Remove it, or declare the type string.`;
    return [{ code: "input-pattern-invalid", text }];
  }
  const read = valuePattern(pattern);
  return read.ok ? [] : [{ code: "input-pattern-invalid", text: read.problem }];
}

function rangeProblems({ min, max, type }: InputSpec): readonly SpecProblem[] {
  if (min === undefined && max === undefined) return [];
  if (!WITH_RANGE.has(type)) {
    const text = `min and max do not go with the type ${type}: they limit numbers, the length of text, and the items of lists. Remove them.`;
    return [{ code: "input-range-invalid", text }];
  }
  const odd = [min, max].find((bound) => bound !== undefined && (bound < 0 || !Number.isInteger(bound)));
  if (odd === undefined || !WITH_LENGTH.has(type)) return [];
  const text = `min and max of the type ${type} count characters or items, so they are whole numbers from 0 on; ${odd} is none.`;
  return [{ code: "input-range-invalid", text }];
}

function wordProblems({ enum: words, type }: InputSpec): readonly SpecProblem[] {
  if (words === undefined || !WITHOUT_WORDS.has(type)) return [];
  const text = `\`enum\` does not go with the type ${type}. Remove it, or declare the type enum.`;
  return [{ code: "input-enum-invalid", text }];
}
