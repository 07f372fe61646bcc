import { type ExecutionEnd, failureOf } from "../kinds/execution-end.ts";
import { kindOf, timeoutOf } from "../kinds/kinds.ts";
import type { AttemptOutcome, PipelineFacts, PipelineNow } from "../plan/pipeline-now.ts";
import type { Plan } from "../plan/plan.ts";
import { durationText } from "../time/durations.ts";

/**
 * What an execution's end means for its track.
 *
 * @param pipeline who cancelled it, where somebody did, and whether its own time was over.
 * @param random from 0 to 1, for the delay of a retry.
 * @param facts what the outputs of a request may read beside its answer.
 */
export function settlementFor(
  plan: Plan,
  number: number,
  end: ExecutionEnd,
  { cancelledBy, isOverdue }: Pick<PipelineNow, "cancelledBy" | "isOverdue">,
  random: number,
  facts: Pick<PipelineFacts, "params" | "pipeline"> = { params: {}, pipeline: {} },
): AttemptOutcome {
  const vertex = plan.vertices[number];
  if (vertex === undefined) throw new RangeError(`The plan has no vertex number ${number}.`);
  const failed = (reason: string): AttemptOutcome => ({ to: "failed", reason, exit: end.exitCode, random });
  if (end.spawnError !== null) return failed(end.spawnError);
  if (end.endedBy === "cancelled" && cancelledBy === null && isOverdue)
    return { to: "failed", reason: "ended: the pipeline's time was over", exit: end.exitCode };
  if (end.endedBy === "cancelled")
    return { to: "cancelled", reason: `cancelled by ${cancelledBy ?? "a person"}` };
  // Its runner heard nothing of the database for half a lease, and ended what begins again elsewhere.
  if (end.endedBy === "stale" && vertex.spec.onLost === "retry") return { to: "handed-back" };
  if (end.endedBy === "timeout") {
    const reason = `timeout after ${durationText(timeoutOf(vertex) ?? 0)}`;
    if (vertex.spec.onTimeout === "skip") return { to: "skipped", reason };
    return { to: "failed", reason, exit: end.exitCode, random, isTimeout: true };
  }
  const kind = kindOf(vertex.spec);
  if (kind.carriedOutBy !== "runner")
    throw new RangeError(`No runner carries out ${vertex.name}, and one says how it ended.`);
  const successors = vertex.outs.map(({ head }) => ({ number: head, name: plan.vertices[head]?.name ?? "" }));
  return kind.outcome({ vertex, end, successors, facts, random });
}

/** What the end of an undo script means for its track: it is undone, or the undo broke. What it wrote is not kept. */
export function undoSettlementFor(plan: Plan, number: number, end: ExecutionEnd): AttemptOutcome {
  if (end.endedBy === "timeout")
    return {
      to: "failed",
      reason: `timeout after ${durationText(plan.vertices[number]?.spec.timeout ?? 0)}`,
    };
  const failure = end.endedBy === "cancelled" ? "ended by a person" : failureOf(end);
  return failure === null ? { to: "succeeded", next: null } : { to: "failed", reason: failure };
}
