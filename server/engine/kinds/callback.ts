import { evaluateCondition, type Facts } from "../expressions/expression.ts";
import { gatherOutputs } from "../expressions/gathered-outputs.ts";
import type { Json } from "../model/graph-content.ts";
import type { TrackNow } from "../plan/pipeline-now.ts";
import type { PlanVertex } from "../plan/plan.ts";
import { durationText } from "../time/durations.ts";

/** True of a wait that somebody outside ends by calling. */
export function isCallback({ spec }: Pick<PlanVertex, "spec">): boolean {
  return spec.kind === "wait" && spec.wait?.callback !== undefined;
}

/** What people are told of a track that waits to be called. */
export const CALLBACK_TEXT = "waits to be called";

/** Why a track ends that nobody called in its time. */
export function callbackTimeoutText({ spec }: PlanVertex): string {
  return `not called within ${durationText(spec.timeout ?? 0)}`;
}

/**
 * The attempt that a call made now is for: the one that waits, or the next one. Each has an address of its own, so that
 * what was meant for an older attempt never ends a newer one.
 */
export function calledAttempt({
  state,
  sleep,
  attempt,
}: Pick<TrackNow, "state" | "sleep" | "attempt">): number {
  return state === "sleeping" && sleep === "callback" ? attempt : attempt + 1;
}

export type CallsEnd =
  | { readonly to: "succeeded"; readonly outputs: Readonly<Record<string, Json>> }
  | { readonly to: "failed"; readonly reason: string };

/**
 * What the calls that came so far make of the track.
 *
 * @param calls what was sent with each, oldest first; at least one.
 * @returns null where it waits for more.
 */
export function callsOutcome(
  { spec }: PlanVertex,
  calls: readonly Json[],
  { params, pipeline }: Pick<Facts, "params" | "pipeline">,
): CallsEnd | null {
  const policy = spec.wait?.callback;
  const { fail, until } = policy === undefined || policy === "once" ? {} : policy;
  const call = calls.at(-1) ?? null;
  const facts: Facts = { params, pipeline, outputs: {}, more: { call, calls } };
  if (fail !== undefined) {
    const failed = evaluateCondition(fail, facts);
    if (!failed.ok) return { to: "failed", reason: `its call cannot be judged: ${failed.problem}` };
    if (failed.holds) return { to: "failed", reason: `the call says so: \`${fail}\` (${failed.saw})` };
  }
  if (until !== undefined) {
    const enough = evaluateCondition(until, facts);
    if (!enough.ok) return { to: "failed", reason: `its call cannot be judged: ${enough.problem}` };
    if (!enough.holds) return null;
  }
  const gathered = gatherOutputs(spec.outputs, call, facts);
  return gathered.ok
    ? { to: "succeeded", outputs: gathered.outputs }
    : { to: "failed", reason: `the call does not fit: ${gathered.problem}` };
}
