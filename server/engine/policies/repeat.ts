import { evaluateCondition, type Facts } from "../expressions/expression.ts";
import { jsonFrom } from "../json/json.ts";
import { typesOf } from "../kinds/graph-declarations.ts";
import type { Json, VertexSpec } from "../model/graph-content.ts";
import type { Rounds, TrackNow } from "../plan/pipeline-now.ts";
import { durationText } from "../time/durations.ts";

type Outputs = Readonly<Record<string, Json>>;

export type NextRound =
  /** It was the last round: its outputs are the outputs of the track. */
  | { readonly kind: "done" }
  | { readonly kind: "again"; readonly sleepMs: number; readonly text: string }
  /** It was the last round that is allowed, and the track is not done. */
  | { readonly kind: "over"; readonly reason: string }
  /** Its condition could not be worked out: the round counts as failed. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * What follows a round that succeeded: the end, another round, or a failure.
 *
 * @param rounds the number of rounds before this one.
 * @param result the outputs of this round.
 */
export function nextRound(
  { repeat, outputs }: VertexSpec,
  rounds: number,
  result: Outputs,
  { params, pipeline, types }: Pick<Facts, "params" | "pipeline" | "types">,
): NextRound {
  if (repeat === undefined) return { kind: "done" };
  const facts: Facts = {
    params,
    pipeline,
    types,
    ownTypes: typesOf(outputs),
    outputs: {},
    more: { result: jsonFrom(result), index: rounds },
  };
  const done = evaluateCondition(repeat.until, facts);
  if (!done.ok)
    return { kind: "unknown", reason: inRound(rounds, `it is unknown whether it is done: ${done.problem}`) };
  if (done.holds) return { kind: "done" };
  if (rounds + 1 >= repeat.max)
    return {
      kind: "over",
      reason: `not done after ${rounds + 1} rounds: \`${repeat.until}\` does not hold (${done.saw})`,
    };
  const sleepMs = repeat.delay ?? 0;
  return { kind: "again", sleepMs, text: `round ${rounds + 2} of ${repeat.max} in ${durationText(sleepMs)}` };
}

/** The reason of a round that failed: `round 4: exit 3`. A retry goes on with that round. */
export function failedRoundReason({ repeat }: VertexSpec, rounds: Rounds | null, reason: string): string {
  return repeat === undefined ? reason : inRound(rounds?.done ?? 0, reason);
}

/** How many rounds of a track are done; null without `repeat`. */
export function roundsDone(
  { repeat }: VertexSpec,
  { state, rounds }: Pick<TrackNow, "state" | "rounds">,
): number | null {
  if (repeat === undefined) return null;
  // The round with which it succeeded asked for no other one.
  return (rounds?.done ?? 0) + Number(state === "succeeded");
}

function inRound(rounds: number, reason: string): string {
  return `round ${rounds + 1}: ${reason}`;
}

/** The additional facts of a round: `index`, its number from 0, and `last`, the outputs of the round before it. */
export function roundFacts({ repeat }: VertexSpec, rounds: Rounds | null): Pick<Facts, "more"> {
  return repeat === undefined
    ? {}
    : { more: { index: rounds?.done ?? 0, last: jsonFrom(rounds?.last ?? {}) } };
}
