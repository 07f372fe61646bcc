import type { Facts } from "../expressions/expression.ts";
import { jsonFrom } from "../json/json.ts";
import { typesOf } from "../kinds/graph-declarations.ts";
import { calledAttempt } from "../kinds/wait/callback.ts";
import type { Json } from "../model/graph-content.ts";
import { isFailureHandled } from "../plan/failure-handling.ts";
import type { PipelineFacts, PipelineNow, TrackNow } from "../plan/pipeline-now.ts";
import type { Plan } from "../plan/plan.ts";
import { retryFacts } from "./foreach.ts";
import { roundFacts } from "./repeat.ts";

type Track = Pick<
  TrackNow,
  "state" | "sleep" | "attempt" | "outputs" | "retries" | "rounds" | "failure" | "next"
>;

/**
 * The facts that the inputs of a vertex may read: the pipeline, the outputs and callback addresses that they name, and
 * the facts of its attempt or round. A final step also reads how the pipeline ended and what failed.
 *
 * @param trackOf gives a track by its number; called for the vertex itself and for those that it reads.
 * @throws RangeError if the plan has no such vertex.
 */
export function vertexFacts(
  plan: Plan,
  number: number,
  { params, pipeline, types, addressOf }: PipelineFacts,
  trackOf: (number: number) => Track,
  endState: PipelineNow["endState"] = null,
): Facts {
  const vertex = plan.vertices[number];
  if (vertex === undefined) throw new RangeError(`The plan has no vertex number ${number}.`);
  const named = <Value>(numbers: readonly number[], value: (number: number) => Value) =>
    Object.fromEntries(numbers.map((each) => [plan.vertices[each]?.name ?? "", value(each)]));
  const facts: Facts = {
    params,
    pipeline: vertex.final === null ? pipeline : { ...pipeline, state: endState ?? "running" },
    outputs: named(vertex.reads, (each) => trackOf(each).outputs ?? {}),
    callbacks: named(vertex.calls, (each) => addressOf?.(each, calledAttempt(trackOf(each))) ?? ""),
    types,
    ownTypes: typesOf(vertex.spec.outputs),
  };
  const { retries, rounds } = trackOf(number);
  const more = {
    ...retryFacts(vertex.spec, facts, retries).more,
    ...roundFacts(vertex.spec, rounds).more,
    ...(vertex.readsFailures && { failures: failuresOf(plan, trackOf) }),
  };
  return Object.keys(more).length === 0 ? facts : { ...facts, more };
}

/** What a final step reads as `failures`, in the plan's order. */
function failuresOf({ vertices }: Plan, trackOf: (number: number) => Track): Json {
  const failures = vertices.flatMap((vertex) => {
    const track = trackOf(vertex.number);
    if (track.failure === null || vertex.final !== null) return [];
    const { reason, lastLine } = track.failure;
    const isHandled = isFailureHandled(vertex, track);
    return [{ vertex: vertex.name, reason: reason ?? "", lastLine: lastLine ?? "", isHandled }];
  });
  return jsonFrom(failures);
}
