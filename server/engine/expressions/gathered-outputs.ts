import { sharingCost } from "../cost/cost.ts";
import { isJsonMap, type JsonMap } from "../json/json.ts";
import type { Json, OutputSpec } from "../model/graph-content.ts";
import { inputNameProblem } from "../shape/names/graph-names.ts";
import { checkValue } from "../values/input-values.ts";
import { shownValue } from "../values/value-shown.ts";
import type { Facts } from "./expression.ts";
import { type Found, foundValue } from "./found-value.ts";
import { readAs } from "./is-readable.ts";

export type Gathered =
  | { readonly ok: true; readonly outputs: Readonly<Record<string, Json>> }
  /** `problem` is part of a sentence: the output, and why it has no valid value. */
  | { readonly ok: false; readonly problem: string };

/**
 * The outputs of a vertex that received data, such as an HTTP response. A declared output has the value of its `from`,
 * or else of the field with its name, or else its default. Without declared outputs, every field with a valid name is an output.
 *
 * @param data the received data.
 * @param facts what `from` may read.
 */
export function gatherOutputs(
  specs: Readonly<Record<string, OutputSpec>> | undefined,
  data: Json,
  facts: Facts,
): Gathered {
  return sharingCost(() => gathered(specs, data, facts));
}

function gathered(
  specs: Readonly<Record<string, OutputSpec>> | undefined,
  data: Json,
  facts: Facts,
): Gathered {
  const fields: JsonMap = isJsonMap(data) ? data : new Map();
  if (specs === undefined) {
    const named = [...fields].filter(([name]) => inputNameProblem(name) === null);
    return { ok: true, outputs: Object.fromEntries(named) };
  }
  const outputs: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const found = foundOutput(name, spec, fields, facts);
    if (found.kind === "nothing" && spec.required !== true) continue;
    if (found.kind !== "value") return { ok: false, problem: `it has no output ${name}: ${found.problem}` };
    const checked = checkValue(spec, found.value);
    if (!checked.ok)
      return { ok: false, problem: `the output ${name} is ${shownValue(found.value)}: ${checked.problem}` };
    outputs[name] = checked.value;
  }
  return { ok: true, outputs };
}

/** The value of `from`, or else of the field with the output's name, or else of `default`. */
function foundOutput(name: string, spec: OutputSpec, fields: JsonMap, facts: Facts): Found {
  if (spec.from !== undefined) return foundValue(spec, facts);
  const value = fields.get(name);
  if (value !== undefined && (value !== null || spec.type === "json"))
    return { kind: "value", value: readAs(spec.type, value, () => false), source: "`from`" };
  const found = foundValue(spec, facts);
  if (found.kind !== "nothing") return found;
  const problem = value === null ? `the field \`${name}\` is null` : `there is no field \`${name}\``;
  return { kind: "nothing", problem };
}
