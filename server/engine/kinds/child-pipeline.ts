import { type Expression, evaluateText, type Facts, readExpression } from "../expressions/expression.ts";
import type { GraphContent, InputSpec, Json } from "../model/graph-content.ts";
import type { PipelineState } from "../model/pipeline.ts";
import type { AttemptOutcome } from "../plan/pipeline-now.ts";
import { checkValue } from "../values/input-values.ts";

/**
 * The params of a child from the values of its vertex's inputs: those that it declares and nobody gives have their
 * defaults.
 */
export function childParams(
  specs: Readonly<Record<string, InputSpec>>,
  values: Readonly<Record<string, Json>>,
):
  | { readonly ok: true; readonly params: Record<string, Json> }
  | { readonly ok: false; readonly reason: string } {
  const params: Record<string, Json> = {};
  for (const name of Object.keys(values))
    if (!Object.hasOwn(specs, name)) return { ok: false, reason: `the graph has no param ${name}` };
  for (const [name, spec] of Object.entries(specs)) {
    const value = Object.hasOwn(values, name) ? values[name] : spec.default;
    if (value === undefined) {
      if (spec.required === true)
        return { ok: false, reason: `its param ${name} is required and was not given` };
      continue;
    }
    const checked = checkValue(spec, value);
    if (!checked.ok) return { ok: false, reason: `the param ${name} does not fit: ${checked.problem}` };
    params[name] = checked.value;
  }
  return { ok: true, params };
}

/** How a child stands that has ended, as its parent sees it. */
export type ChildNow = {
  readonly id: number;
  readonly state: PipelineState;
  readonly reason: string | null;
  readonly content: GraphContent;
  /** What its outputs may read. */
  readonly facts: Facts;
};

/**
 * What the end of a child makes of the track that launched it.
 *
 * @param random from 0 to 1, for the delay of a retry.
 */
export function childOutcome(
  { id, state, reason, content, facts }: ChildNow,
  closing: Closing,
  random: number,
): AttemptOutcome {
  const failure = childFailure({ id, state, reason }, closing, random);
  if (failure !== null) return failure;
  const outputs: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(content.outputs ?? {})) {
    const result = evaluateText(spec.from, facts);
    const checked = result.ok
      ? checkValue(spec, result.value)
      : ({ ok: false, problem: result.problem } as const);
    if (checked.ok) outputs[name] = checked.value;
    else if (spec.required === true)
      return { to: "failed", reason: `pipeline ${id} has no output ${name}: ${checked.problem}`, random };
  }
  return { to: "succeeded", next: null, outputs };
}

/** Why the parent wants nothing of a child any more, where that is so. */
type Closing = { readonly cancelledBy: string | null; readonly isOverdue: boolean };

/** What the end of a child makes of its track where it did not succeed; else null. */
export function childFailure(
  { id, state, reason }: Pick<ChildNow, "id" | "state" | "reason">,
  closing: Closing,
  random: number,
): AttemptOutcome | null {
  if (state === "cancelled" && closing.cancelledBy !== null)
    return { to: "cancelled", reason: `cancelled by ${closing.cancelledBy}` };
  if (state === "cancelled" && closing.isOverdue)
    return { to: "failed", reason: "ended: the pipeline's time was over" };
  const word = state === "failed" ? "failed" : `was ${state}`;
  if (state === "succeeded") return null;
  return { to: "failed", reason: `pipeline ${id} ${word}: ${reason ?? state}`, random };
}

/** The vertices whose outputs a graph's own outputs read. */
export function verticesReadByOutputs({ outputs = {} }: GraphContent): readonly string[] {
  const expressions = Object.values(outputs).flatMap(({ from }): Expression[] => {
    const reading = readExpression(from);
    return reading.ok ? [reading.expression] : [];
  });
  return [...new Set(expressions.flatMap((expression) => [...expression.outputs.keys()]))];
}
