import { sharingCost } from "../../cost/cost.ts";
import { type Expression, type Facts, readExpression } from "../../expressions/expression.ts";
import { foundValue } from "../../expressions/found-value.ts";
import { readFromType } from "../../expressions/is-readable.ts";
import { ownOf } from "../../json/json.ts";
import type { GraphContent, InputSpec, Json, VertexSpec } from "../../model/graph-content.ts";
import type { PipelineState } from "../../model/pipeline.ts";
import type { AttemptOutcome } from "../../plan/pipeline-now.ts";
import { durationText } from "../../time/durations.ts";
import { checkValue } from "../../values/input-values.ts";

/**
 * The params of a child pipeline, from the values of the vertex's inputs and the defaults of the graph's params.
 *
 * @param inputs the declarations of the inputs: each value is read from the one type into the other.
 */
export function childParams(
  specs: Readonly<Record<string, InputSpec>>,
  values: Readonly<Record<string, Json>>,
  inputs: Readonly<Record<string, InputSpec>>,
):
  | { readonly ok: true; readonly params: Record<string, Json> }
  | { readonly ok: false; readonly reason: string } {
  const params: Record<string, Json> = {};
  for (const name of Object.keys(values))
    if (!Object.hasOwn(specs, name)) return { ok: false, reason: `the graph has no param ${name}` };
  for (const [name, spec] of Object.entries(specs)) {
    const given = ownOf(values, name);
    const value =
      given === undefined
        ? spec.default
        : readFromType(spec.type, given, ownOf(inputs, name)?.type ?? "json");
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

/** A child pipeline that has ended. */
export type ChildNow = {
  readonly id: number;
  readonly state: PipelineState;
  readonly reason: string | null;
  /** Whether its graph is in another folder than its parent's, and not below that: nothing inside of it is told. */
  readonly isElsewhere: boolean;
  readonly content: GraphContent;
  /** What the expressions of its outputs may read. */
  readonly facts: Facts;
};

/**
 * The timeout that holds for a pipeline as a whole: the smaller one of its graph's and of the vertex that launched it;
 * null: no limit.
 */
export function timeoutOfPipeline(ofGraph: number | null, ofParent: number | null): number | null {
  if (ofGraph === null || ofParent === null) return ofGraph ?? ofParent;
  return Math.min(ofGraph, ofParent);
}

/**
 * The outcome of a track whose child pipeline was ended by the timeout of the vertex.
 *
 * @param random from 0 to 1, for the delay of a retry.
 */
export function childTimeout({ timeout = 0, onTimeout }: VertexSpec, random: number): AttemptOutcome {
  const reason = `timeout after ${durationText(timeout)}`;
  return onTimeout === "skip" ? { to: "skipped", reason } : { to: "failed", reason, random, isTimeout: true };
}

/**
 * The outcome of a track after its child pipeline ended.
 *
 * @param own the vertex: an output that it declares, too, is read into the type that it has there.
 * @param random from 0 to 1, for the delay of a retry.
 */
export function childOutcome(...ended: Parameters<typeof outcomeOf>): AttemptOutcome {
  return sharingCost(() => outcomeOf(...ended));
}

function outcomeOf(
  { content, facts, ...child }: ChildNow,
  own: VertexSpec,
  closing: Closing,
  random: number,
): AttemptOutcome {
  const failure = childFailure(child, closing, random);
  if (failure !== null) return failure;
  const it = childName(child);
  const declared = own.outputs ?? {};
  const outputs: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(content.outputs ?? {})) {
    const found = foundValue(spec, facts);
    if (found.kind === "nothing" && spec.required !== true) continue;
    const notGiven = (problem: string): AttemptOutcome => ({
      to: "failed",
      reason: child.isElsewhere ? `an output of ${it} is missing or does not fit` : problem,
      random,
    });
    if (found.kind !== "value") return notGiven(`${it} has no output ${name}: ${found.problem}`);
    const checked = checkValue(spec, found.value);
    if (!checked.ok) return notGiven(`the output ${name} of ${it} does not fit: ${checked.problem}`);
    const owned = ownOf(declared, name);
    const read =
      owned === undefined ? checked : checkValue(owned, readFromType(owned.type, checked.value, spec.type));
    if (!read.ok)
      return {
        to: "failed",
        reason: `the output ${name} of ${it} does not fit its declaration here: ${read.problem}`,
        random,
      };
    outputs[name] = read.value;
  }
  return { to: "succeeded", next: null, outputs };
}

/** Whether the parent pipeline was cancelled or its time is over, so that its child pipelines are cancelled. */
type Closing = { readonly cancelledBy: string | null; readonly isOverdue: boolean };

/** The outcome of a track whose child pipeline did not succeed; null if it succeeded. */
export function childFailure(
  child: Pick<ChildNow, "id" | "state" | "reason" | "isElsewhere">,
  closing: Closing,
  random: number,
): AttemptOutcome | null {
  const { state, reason, isElsewhere } = child;
  if (state === "cancelled" && closing.cancelledBy !== null)
    return { to: "cancelled", reason: `cancelled by ${closing.cancelledBy}` };
  if (state === "cancelled" && closing.isOverdue)
    return { to: "failed", reason: "ended: the pipeline's time was over" };
  const word = state === "failed" ? "failed" : `was ${state}`;
  if (state === "succeeded") return null;
  return {
    to: "failed",
    reason: `${childName(child)} ${word}${isElsewhere ? "" : `: ${reason ?? state}`}`,
    random,
  };
}

/** A child pipeline in the reason of its parent's track. */
export function childName({ id, isElsewhere }: Pick<ChildNow, "id" | "isElsewhere">): string {
  return isElsewhere ? "a pipeline of another folder" : `pipeline ${id}`;
}

/** The vertices that the outputs of a graph read. */
export function verticesReadByOutputs({ outputs = {} }: GraphContent): readonly string[] {
  const expressions = Object.values(outputs).flatMap(({ from }): Expression[] => {
    const reading = readExpression(from);
    return reading.ok ? [reading.expression] : [];
  });
  return [...new Set(expressions.flatMap((expression) => [...expression.outputs.keys()]))];
}
