import { sharingCost } from "../cost/cost.ts";
import { type ExecutionEnd, failureOf } from "../kinds/kind/execution-end.ts";
import { kindOf, timeoutOf } from "../kinds/kinds.ts";
import { stoppedText } from "../plan/item-rules.ts";
import type { AttemptOutcome, PipelineFacts, PipelineNow } from "../plan/pipeline-now.ts";
import type { Plan, PlanVertex } from "../plan/plan.ts";
import { durationText } from "../time/durations.ts";

/** Of an attempt without a time of its own. */
const ENDED_WITH_POLLING = "ended while it ran: its polling time is over";

/**
 * The outcome of a track after its execution ended.
 *
 * @param random from 0 to 1, for the delay of a retry.
 * @param facts what the outputs of an http vertex may read in addition to the response.
 * @throws RangeError if the plan has no such vertex, or if runners do not execute vertices of its kind.
 */
export function settlementFor(...decided: Parameters<typeof outcomeOf>): AttemptOutcome {
  const outcome = sharingCost(() => outcomeOf(...decided));
  const { lastLine } = decided[2];
  return outcome.to === "failed" && lastLine != null ? { ...outcome, lastLine } : outcome;
}

function outcomeOf(
  plan: Plan,
  number: number,
  end: ExecutionEnd,
  {
    cancelledBy,
    isOverdue,
    halt,
  }: Pick<PipelineNow, "cancelledBy" | "isOverdue"> & Partial<Pick<PipelineNow, "halt">>,
  random: number,
  facts: Pick<PipelineFacts, "params" | "pipeline" | "types"> = { params: {}, pipeline: {} },
): AttemptOutcome {
  const vertex = plan.vertices[number];
  if (vertex === undefined) throw new RangeError(`The plan has no vertex number ${number}.`);
  const kind = kindOf(vertex.spec);
  const successors = vertex.outs.map(({ head }) => ({ number: head, name: plan.vertices[head]?.name ?? "" }));
  const before = kind.carriedOutBy === "runner" ? kind.outputsBefore?.(vertex.spec, end, successors) : null;
  const given = before == null ? {} : { outputs: before };
  const failed = (reason: string): AttemptOutcome => ({ to: "failed", reason, exit: end.exitCode, random });
  if (end.spawnError !== null) {
    // What cannot be started is not polled again: polling may have no end.
    const isPolled = vertex.spec.poll !== undefined;
    return isPolled ? { to: "failed", reason: end.spawnError } : failed(end.spawnError);
  }
  if (end.endedBy === "cancelled" && cancelledBy === null && isOverdue)
    return { to: "failed", reason: "ended: the pipeline's time was over", exit: end.exitCode, ...given };
  if (end.endedBy === "cancelled" && cancelledBy === null && plan.items !== null && (halt ?? null) !== null)
    return { to: "failed", reason: stoppedText(plan.items), exit: end.exitCode, ...given };
  if (end.endedBy === "cancelled")
    return { to: "cancelled", reason: `cancelled by ${cancelledBy ?? "a person"}` };
  // The runner could not reach the database for half a lease, so it ended the scripts that may start on another runner.
  if (end.endedBy === "stale" && vertex.spec.onLost === "retry") return { to: "handed-back" };
  if (end.endedBy === "shutdown") {
    const interrupted = interruption(vertex, end);
    if (interrupted !== null) return interrupted;
  }
  if (end.endedBy === "timeout") {
    const { poll, onTimeout } = vertex.spec;
    const timeout = timeoutOf(vertex);
    const reason = timeout === null ? ENDED_WITH_POLLING : `timeout after ${durationText(timeout)}`;
    // With `poll`, its end may have come instead: which one it was is decided with the track.
    if (onTimeout === "skip" && poll === undefined) return { to: "skipped", reason };
    return { to: "failed", reason, exit: end.exitCode, random, isTimeout: true, ...given };
  }
  if (end.endedBy === "limit") return { ...failed(failureOf(end) ?? ""), ...given };
  if (kind.carriedOutBy !== "runner")
    throw new RangeError(`${vertex.name} is not executed by runners, but a runner reported its end.`);
  return kind.outcome({ vertex, end, successors, facts, random });
}

/**
 * The outcome of an execution that its runner ended because it was stopped, as `onLost` says: as if the runner had been
 * lost, except that its script is dead for certain. Null: it has failed.
 */
function interruption({ spec }: PlanVertex, end: ExecutionEnd): AttemptOutcome | null {
  if (spec.onLost === "retry") return { to: "handed-back" };
  return spec.onLost === undefined ? { to: "lost", reason: failureOf(end) ?? "interrupted" } : null;
}

/** The outcome of a track after its undo script ended: succeeded or failed. The script's outputs are not kept. */
export function undoSettlementFor(plan: Plan, number: number, end: ExecutionEnd): AttemptOutcome {
  if (end.endedBy === "timeout")
    return {
      to: "failed",
      reason: `timeout after ${durationText(plan.vertices[number]?.spec.timeout ?? 0)}`,
    };
  const failure = end.endedBy === "cancelled" ? "ended by a person" : failureOf(end);
  return failure === null ? { to: "succeeded", next: null } : { to: "failed", reason: failure };
}
