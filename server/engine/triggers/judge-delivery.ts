import { evaluateCondition, type Facts } from "../expressions/expression.ts";
import { foundValue } from "../expressions/found-value.ts";
import { ownOf } from "../json/json.ts";
import type { InputSpec, Json } from "../model/graph-content.ts";
import { checkValue } from "../values/input-values.ts";
import type { TriggerExpressions } from "./trigger-problems.ts";

/** What is to become of one event that a trigger was given. */
export type DeliveryDecision =
  | { readonly act: "launch"; readonly params: Readonly<Record<string, Json>> }
  | { readonly act: "filter"; readonly reason: string }
  | { readonly act: "refuse"; readonly reason: string };

/**
 * Decides what becomes of an event. A value that is not there leaves its param out where the graph can do without it.
 *
 * @param specs the params that the graph declares.
 * @param event the values of the names that the kind of trigger has.
 */
export function judgeDelivery(
  { filter, params }: TriggerExpressions,
  specs: Readonly<Record<string, InputSpec>>,
  event: Readonly<Record<string, Json>>,
): DeliveryDecision {
  const facts: Facts = { params: {}, pipeline: {}, outputs: {}, more: event };
  if (filter !== null) {
    const condition = evaluateCondition(filter, facts);
    if (!condition.ok) return { act: "refuse", reason: `The filter: ${condition.problem}.` };
    if (!condition.holds) return { act: "filter", reason: `The filter is not true: ${condition.saw}.` };
  }
  const values: Record<string, Json> = {};
  const problems: string[] = [];
  for (const [name, from] of Object.entries(params)) {
    const spec = ownOf(specs, name);
    if (spec === undefined) {
      problems.push(`The graph declares no param ${name}.`);
      continue;
    }
    const found = foundValue({ type: spec.type, from }, facts);
    if (found.kind === "value") {
      const checked = checkValue(spec, found.value);
      if (checked.ok) values[name] = checked.value;
      else problems.push(`The param ${name}: ${checked.problem}`);
    } else if (found.kind === "broken" || (spec.required === true && spec.default === undefined))
      problems.push(`The param ${name}: ${found.problem ?? "there is no value"}.`);
  }
  return problems.length === 0
    ? { act: "launch", params: values }
    : { act: "refuse", reason: problems.join(" ") };
}
