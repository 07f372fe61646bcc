import type { Json, OutputSpec } from "../model/graph-content.ts";
import { inputNameProblem } from "../shape/graph-names.ts";
import { checkValue } from "../values/input-values.ts";
import { shownValue } from "../values/value-shown.ts";
import { evaluateText, type Facts } from "./expression.ts";

export type Gathered =
  | { readonly ok: true; readonly outputs: Readonly<Record<string, Json>> }
  /** `problem` is part of a sentence: the output, and why it has no valid value. */
  | { readonly ok: false; readonly problem: string };

/**
 * The outputs of a vertex that received data, such as an HTTP response. A declared output has the value of its `from`,
 * or else of the field with its name. Without declared outputs, every field with a valid name is an output.
 *
 * @param data the received data.
 * @param facts what `from` may read.
 */
export function gatherOutputs(
  specs: Readonly<Record<string, OutputSpec>> | undefined,
  data: Json,
  facts: Facts,
): Gathered {
  const fields = isRecord(data) ? data : {};
  if (specs === undefined) {
    const named = Object.entries(fields).filter(([name]) => inputNameProblem(name) === null);
    return { ok: true, outputs: Object.fromEntries(named) };
  }
  const outputs: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const found = spec.from === undefined ? fieldOf(fields, name) : evaluateText(spec.from, facts);
    if ("problem" in found) {
      if (spec.default !== undefined) outputs[name] = spec.default;
      if (spec.default !== undefined || spec.required !== true) continue;
      return { ok: false, problem: `it has no output ${name}: ${found.problem}` };
    }
    const checked = checkValue(spec, found.value);
    if (!checked.ok)
      return { ok: false, problem: `the output ${name} is ${shownValue(found.value)}: ${checked.problem}` };
    outputs[name] = checked.value;
  }
  return { ok: true, outputs };
}

type SearchHit = { readonly value: Json } | { readonly problem: string };

function fieldOf(fields: Readonly<Record<string, Json>>, name: string): SearchHit {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return value === undefined ? { problem: `there is no field \`${name}\`` } : { value };
}

function isRecord(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
