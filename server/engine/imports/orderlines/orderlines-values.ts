import type { Json } from "../../json/json.ts";
import { isJsonNumber } from "../../json/json.ts";
import { writeJson } from "../../json/write-json.ts";
import type { DefinitionPart } from "../foreign/definition-part.ts";
import { celText, expressionOfText, typeOfValue, type Variable } from "../foreign/foreign-values.ts";

export type Variables = ReadonlyMap<string, Variable>;

const SIGNS: Readonly<Record<string, string>> = {
  ">": ">",
  ">=": ">=",
  "<": "<",
  "<=": "<=",
  "=": "==",
  "==": "==",
  "!=": "!=",
  "<>": "!=",
};

/** The condition of one way: all of its comparisons hold. `problem` says what could not be read. */
export function conditionOf(
  part: DefinitionPart,
  variables: Variables,
): { readonly when: string; readonly problem: string | null } {
  const parts = part.all("condition").map((each) => {
    const left = sideOf(each.value("condition") ?? null, variables);
    const right = sideOf(each.value("target") ?? null, variables);
    const sign = each.text("sign") ?? "";
    const operator = Object.hasOwn(SIGNS, sign) ? SIGNS[sign] : undefined;
    return left === null || right === null || operator === undefined ? null : `${left} ${operator} ${right}`;
  });
  if (parts.length === 0 || parts.includes(null))
    return {
      when: "false",
      problem: `this condition could not be read, so the edge is never taken: ${writeJson(part.value("condition") ?? null)}. Write it as an expression`,
    };
  const when = parts.length === 1 ? (parts[0] ?? "false") : parts.map((each) => `(${each})`).join(" && ");
  return { when, problem: null };
}

function sideOf(value: Json, variables: Variables): string | null {
  if (typeof value === "string")
    return value.includes("${") ? (expressionOfText(value, variables)?.expression ?? null) : celText(value);
  return typeof value === "boolean" || isJsonNumber(value) ? writeJson(value) : null;
}

/** A value that a task is given, as an input; `problem` says what could not be worked out. */
export function inputFrom(
  value: Json,
  variables: Variables,
): { readonly input: object; readonly problem: string | null } {
  if (typeof value !== "string" || !value.includes("${"))
    return { input: { type: typeOfValue(value), ...(value !== null && { default: value }) }, problem: null };
  const read = expressionOfText(value, variables);
  if (read !== null) return { input: { type: read.type, from: read.expression }, problem: null };
  return {
    input: { type: "string", default: value },
    problem: `this value could not be worked out here: ${value}`,
  };
}
