import type { Json, OutputSpec } from "../model/graph-content.ts";
import { inputNameProblem } from "../shape/graph-names.ts";
import { checkValue } from "../values/input-values.ts";
import { shownValue } from "../values/value-shown.ts";
import { evaluateText, type Facts } from "./expression.ts";

export type Gathered =
  | { readonly ok: true; readonly outputs: Readonly<Record<string, Json>> }
  /** A part of a sentence: which output, and what is wrong with it. */
  | { readonly ok: false; readonly problem: string };

/**
 * The outputs of a vertex that somebody outside gives data to. Those that it declares come from their `from`, else from
 * the field of their name; where it declares none, every field of the data that can be one is an output.
 *
 * @param data what was received.
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
      if (spec.required !== true) continue;
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
