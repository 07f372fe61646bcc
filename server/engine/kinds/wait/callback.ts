import { sharingCost } from "../../cost/cost.ts";
import { evaluateCondition, type Facts } from "../../expressions/expression.ts";
import { gatherOutputs } from "../../expressions/gathered-outputs.ts";
import type { Json } from "../../model/graph-content.ts";
import type { TrackNow } from "../../plan/pipeline-now.ts";
import type { PlanVertex } from "../../plan/plan.ts";
import { durationText } from "../../time/durations.ts";

/** True if the vertex waits for a callback. */
export function isCallback({ spec }: Pick<PlanVertex, "spec">): boolean {
  return spec.kind === "wait" && spec.wait?.callback !== undefined;
}

/** The reason of a track that waits for a callback. */
export const CALLBACK_TEXT = "waits for a callback";

/** The reason of a track whose callback did not come in time. */
export function callbackTimeoutText({ spec }: PlanVertex): string {
  return `not called within ${durationText(spec.timeout ?? 0)}`;
}

/**
 * The attempt that the callback address belongs to now: the attempt that waits, or else the next one. Each attempt has
 * its own address, so that a late call for an older attempt cannot end a newer one.
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
  /** `isRefused`: the newest call cannot be used, and the wait fails because of it. */
  | { readonly to: "failed"; readonly reason: string; readonly isRefused?: true }
  /** The newest call cannot be used: it is refused, and the track goes on waiting. */
  | { readonly to: "misfit"; readonly problem: string };

/**
 * How the track ends after the calls so far.
 *
 * @param calls what was sent with each call, the oldest first; at least one.
 * @returns null if it waits for more calls.
 */
export function callsOutcome(...called: Parameters<typeof outcomeOf>): CallsEnd | null {
  const end = sharingCost(() => outcomeOf(...called));
  const [{ spec }] = called;
  const policy = spec.wait?.callback;
  if (end?.to !== "misfit" || policy === undefined || policy === "once" || policy.onInvalid !== "fail")
    return end;
  return { to: "failed", reason: end.problem, isRefused: true };
}

function outcomeOf(
  { spec }: Pick<PlanVertex, "spec">,
  calls: readonly Json[],
  { params, pipeline, types }: Pick<Facts, "params" | "pipeline" | "types">,
): CallsEnd | null {
  const policy = spec.wait?.callback;
  const { fail, until } = policy === undefined || policy === "once" ? {} : policy;
  const call = calls.at(-1) ?? null;
  const facts: Facts = { params, pipeline, types, outputs: {}, more: { call, calls } };
  if (fail !== undefined) {
    const failed = evaluateCondition(fail, facts);
    if (!failed.ok)
      return { to: "misfit", problem: `the condition \`fail\` cannot be evaluated: ${failed.problem}` };
    if (failed.holds)
      return { to: "failed", reason: `the call failed the wait: \`${fail}\` (${failed.saw})` };
  }
  if (until !== undefined) {
    const enough = evaluateCondition(until, facts);
    if (!enough.ok)
      return { to: "misfit", problem: `the condition \`until\` cannot be evaluated: ${enough.problem}` };
    if (!enough.holds) return null;
  }
  const gathered = gatherOutputs(spec.outputs, call, facts);
  return gathered.ok
    ? { to: "succeeded", outputs: gathered.outputs }
    : { to: "misfit", problem: `the call does not fit: ${gathered.problem}` };
}
