import type { Facts } from "../expressions/expression.ts";
import { calledAttempt } from "../kinds/callback.ts";
import type { PipelineFacts, TrackNow } from "../plan/pipeline-now.ts";
import type { Plan } from "../plan/plan.ts";
import { retryFacts } from "./foreach.ts";
import { roundFacts } from "./repeat.ts";

type Track = Pick<TrackNow, "state" | "sleep" | "attempt" | "outputs" | "retries" | "rounds">;

/**
 * The facts that the inputs of a vertex may read: the pipeline, the outputs and callback addresses that they name, and
 * the facts of its attempt or round.
 *
 * @param trackOf gives a track by its number; called for the vertex itself and for those that it reads.
 * @throws RangeError if the plan has no such vertex.
 */
export function vertexFacts(
  plan: Plan,
  number: number,
  { params, pipeline, addressOf }: PipelineFacts,
  trackOf: (number: number) => Track,
): Facts {
  const vertex = plan.vertices[number];
  if (vertex === undefined) throw new RangeError(`The plan has no vertex number ${number}.`);
  const named = <Value>(numbers: readonly number[], value: (number: number) => Value) =>
    Object.fromEntries(numbers.map((each) => [plan.vertices[each]?.name ?? "", value(each)]));
  const facts: Facts = {
    params,
    pipeline,
    outputs: named(vertex.reads, (each) => trackOf(each).outputs ?? {}),
    callbacks: named(vertex.calls, (each) => addressOf?.(each, calledAttempt(trackOf(each))) ?? ""),
  };
  const { retries, rounds } = trackOf(number);
  return {
    ...facts,
    ...retryFacts(vertex.spec, facts, retries),
    ...roundFacts(vertex.spec, rounds),
  };
}
