import { evaluateCondition, type Facts } from "../expressions/expression.ts";
import type { Json, VertexSpec } from "../model/graph-content.ts";
import { durationText } from "../time/durations.ts";

type Outputs = Readonly<Record<string, Json>>;

export type NextRound =
  /** It was the last round: its outputs are the outputs of the track. */
  | { readonly kind: "done" }
  | { readonly kind: "again"; readonly sleepMs: number; readonly text: string }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * What follows a round that succeeded: the end, another round, or a failure.
 *
 * @param rounds the number of rounds before this one.
 * @param result the outputs of this round.
 */
export function nextRound(
  { repeat }: VertexSpec,
  rounds: number,
  result: Outputs,
  { params, pipeline }: Pick<Facts, "params" | "pipeline">,
): NextRound {
  if (repeat === undefined) return { kind: "done" };
  const facts: Facts = { params, pipeline, outputs: {}, more: { result, index: rounds } };
  const done = evaluateCondition(repeat.until, facts);
  if (!done.ok) return { kind: "failed", reason: `it is unknown whether it is done: ${done.problem}` };
  if (done.holds) return { kind: "done" };
  if (rounds + 1 >= repeat.max)
    return {
      kind: "failed",
      reason: `not done after ${repeat.max} rounds: \`${repeat.until}\` does not hold (${done.saw})`,
    };
  const sleepMs = repeat.delay ?? 0;
  return { kind: "again", sleepMs, text: `round ${rounds + 2} of ${repeat.max} in ${durationText(sleepMs)}` };
}

/** The additional facts of a round: `index`, its number from 0, and `last`, the outputs of the round before it. */
export function roundFacts(
  { repeat }: VertexSpec,
  rounds: number,
  last: Outputs | null,
): Pick<Facts, "more"> {
  return repeat === undefined ? {} : { more: { index: rounds, last: last ?? {} } };
}
