import { evaluateCondition, type Facts } from "../expressions/expression.ts";
import { foundValue } from "../expressions/found-value.ts";
import { isJsonMap, ownOf } from "../json/json.ts";
import type { InputSpec, Json } from "../model/graph-content.ts";
import { checkValue } from "../values/input-values.ts";
import type { TriggerEvent } from "./kept-event.ts";
import type { TriggerExpressions } from "./trigger-problems.ts";

/** What is to become of one event that a trigger was given. */
export type DeliveryDecision =
  | { readonly act: "launch"; readonly params: Readonly<Record<string, Json>> }
  | { readonly act: "filter"; readonly reason: string }
  | { readonly act: "refuse"; readonly reason: string };

type Specs = Readonly<Record<string, InputSpec>>;

/** What the expression of a param comes to. `left-out`: there is no value, and the graph can do without it. */
export type JudgedParam =
  | { readonly state: "given"; readonly value: Json }
  | { readonly state: "left-out"; readonly reason: string }
  | { readonly state: "wrong"; readonly reason: string };

/** What a filter comes to. */
export type JudgedFilter =
  | { readonly state: "true" }
  | { readonly state: "false"; readonly reason: string }
  | { readonly state: "wrong"; readonly reason: string };

/** Every part of a decision, also those that it did not need. */
export type ExplainedDelivery = {
  readonly decision: DeliveryDecision;
  /** Null where there is none: every event launches. */
  readonly filter: JudgedFilter | null;
  readonly params: readonly (JudgedParam & { readonly name: string; readonly from: string })[];
};

/**
 * Decides what becomes of an event. A value that is not there leaves its param out where the graph can do without it.
 *
 * @param specs the params that the graph declares.
 * @param event the values of the names that the kind of trigger has.
 */
export function judgeDelivery(
  { filter, params }: TriggerExpressions,
  specs: Specs,
  event: TriggerEvent,
): DeliveryDecision {
  const facts = factsOf(event);
  const filtered = judgeFilter(filter, facts);
  if (filtered?.state === "wrong" || filtered?.state === "false") return decisionOf(filtered, []);
  return decisionOf(filtered, judgeParams(params, specs, facts));
}

/** As `judgeDelivery`, with every part: what the filter and each param come to. */
export function explainDelivery(
  { filter, params }: TriggerExpressions,
  specs: Specs,
  event: TriggerEvent,
): ExplainedDelivery {
  const facts = factsOf(event);
  const filtered = judgeFilter(filter, facts);
  const judged = judgeParams(params, specs, facts);
  return { decision: decisionOf(filtered, judged), filter: filtered, params: judged };
}

function factsOf(event: TriggerEvent): Facts {
  const { pipeline } = event;
  return {
    params: {},
    // Of a trigger that launches after a pipeline: that one.
    pipeline: isJsonMap(pipeline) ? Object.fromEntries(pipeline) : {},
    outputs: {},
    more: event,
  };
}

function judgeFilter(filter: string | null, facts: Facts): JudgedFilter | null {
  if (filter === null) return null;
  const condition = evaluateCondition(filter, facts);
  if (!condition.ok) return { state: "wrong", reason: `The filter: ${condition.problem}.` };
  if (condition.holds) return { state: "true" };
  return { state: "false", reason: `The filter is not true: ${condition.saw}.` };
}

function judgeParams(
  params: TriggerExpressions["params"],
  specs: Specs,
  facts: Facts,
): ExplainedDelivery["params"] {
  return Object.entries(params).map(([name, from]) => ({
    name,
    from,
    ...judgeParam(name, from, ownOf(specs, name), facts),
  }));
}

function judgeParam(name: string, from: string, spec: InputSpec | undefined, facts: Facts): JudgedParam {
  if (spec === undefined) return { state: "wrong", reason: `The graph declares no param ${name}.` };
  const found = foundValue({ type: spec.type, from }, facts);
  if (found.kind === "value") {
    const checked = checkValue(spec, found.value);
    if (checked.ok) return { state: "given", value: checked.value };
    return { state: "wrong", reason: `The param ${name}: ${checked.problem}` };
  }
  const reason = `The param ${name}: ${found.problem ?? "there is no value"}.`;
  const isNeeded = spec.required === true && spec.default === undefined;
  return { state: found.kind === "broken" || isNeeded ? "wrong" : "left-out", reason };
}

function decisionOf(filter: JudgedFilter | null, params: ExplainedDelivery["params"]): DeliveryDecision {
  if (filter?.state === "wrong") return { act: "refuse", reason: filter.reason };
  if (filter?.state === "false") return { act: "filter", reason: filter.reason };
  const reasons = params.flatMap((param) => (param.state === "wrong" ? [param.reason] : []));
  if (reasons.length > 0) return { act: "refuse", reason: reasons.join(" ") };
  const given = params.flatMap((param) =>
    param.state === "given" ? [[param.name, param.value] as const] : [],
  );
  return { act: "launch", params: Object.fromEntries(given) };
}
