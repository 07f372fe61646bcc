import { type Facts, judge } from "../expressions/expression.ts";
import type { Json, VertexSpec } from "../model/graph-content.ts";
import { durationText } from "../time/durations.ts";

type Outputs = Readonly<Record<string, Json>>;

export type NextRound =
  /** It was the last one: what it gave counts. */
  | { readonly kind: "done" }
  | { readonly kind: "again"; readonly sleepMs: number; readonly text: string }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * Whether a vertex that repeats itself is done after a round that succeeded.
 *
 * @param rounds how many there were before this one.
 * @param result what this round gave.
 */
export function nextRound(
  { repeat }: VertexSpec,
  rounds: number,
  result: Outputs,
  { params, pipeline }: Pick<Facts, "params" | "pipeline">,
): NextRound {
  if (repeat === undefined) return { kind: "done" };
  const facts: Facts = { params, pipeline, outputs: {}, more: { result, index: rounds } };
  const judged = judge(repeat.until, facts);
  if (!judged.ok) return { kind: "failed", reason: `nobody knows whether it is done: ${judged.problem}` };
  if (judged.holds) return { kind: "done" };
  if (rounds + 1 >= repeat.max)
    return {
      kind: "failed",
      reason: `not done after ${repeat.max} rounds: \`${repeat.until}\` does not hold (${judged.saw})`,
    };
  const sleepMs = repeat.delay ?? 0;
  return { kind: "again", sleepMs, text: `round ${rounds + 2} of ${repeat.max} in ${durationText(sleepMs)}` };
}

/** What the inputs of a round read beside the rest: which round it is, and what the one before it gave. */
export function roundFacts(
  { repeat }: VertexSpec,
  rounds: number,
  last: Outputs | null,
): Pick<Facts, "more"> {
  return repeat === undefined ? {} : { more: { index: rounds, last: last ?? {} } };
}
