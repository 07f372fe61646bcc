import { type HttpResponse, httpOutcome, USUAL_REQUEST_MS } from "../kinds/http-outcome.ts";
import type { OutputSpec } from "../model/graph-content.ts";
import type { Outcome, PipelineFacts, PipelineNow } from "../plan/pipeline-now.ts";
import type { Plan } from "../plan/plan.ts";
import { durationText } from "../time/durations.ts";
import { parseOutputs } from "../values/output-lines.ts";

/** How one execution ended, as its runner saw it. */
export type ExecutionEnd = {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** What the script wrote to its output file. */
  readonly outputText: string | null;
  readonly isOutputCut: boolean;
  /** Who or what ended it, where it was not the script itself. */
  readonly endedBy: "timeout" | "cancelled" | "shutdown" | "stale" | null;
  /** Why it could not be started at all. */
  readonly spawnError: string | null;
  /** What a server answered, where it was a request. */
  readonly response?: HttpResponse | null;
};

const MAX_OUTPUT_TEXT = "1 MiB";

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
): Outcome {
  const vertex = plan.vertices[number];
  if (vertex === undefined) throw new RangeError(`The plan has no vertex number ${number}.`);
  const failed = (reason: string): Outcome => ({ to: "failed", reason, exit: end.exitCode, random });
  if (end.spawnError !== null) return failed(end.spawnError);
  if (end.endedBy === "cancelled" && cancelledBy === null && isOverdue)
    return { to: "failed", reason: "ended: the pipeline's time was over", exit: end.exitCode };
  if (end.endedBy === "cancelled")
    return { to: "cancelled", reason: `cancelled by ${cancelledBy ?? "a person"}` };
  // Its runner heard nothing of the database for half a lease, and ended what begins again elsewhere.
  if (end.endedBy === "stale" && vertex.spec.onLost === "retry") return { to: "handed-back" };
  if (end.endedBy === "timeout") {
    const usual = vertex.spec.kind === "http" ? USUAL_REQUEST_MS : 0;
    const reason = `timeout after ${durationText(vertex.spec.timeout ?? usual)}`;
    if (vertex.spec.onTimeout === "skip") return { to: "skipped", reason };
    return { to: "failed", reason, exit: end.exitCode, random, isTimeout: true };
  }
  if (end.response != null) return httpOutcome(vertex, end.response, facts, random);
  const failure = failureOf(end);
  if (failure !== null) return failed(failure);
  if (end.isOutputCut) return failed(`its outputs are longer than ${MAX_OUTPUT_TEXT}`);
  const declared: Readonly<Record<string, OutputSpec>> = vertex.spec.outputs ?? {};
  const successors = vertex.outs.map(({ head }) => ({ number: head, name: plan.vertices[head]?.name ?? "" }));
  const parsed = parseOutputs(end.outputText ?? "", declared, successors);
  if (!parsed.ok) return failed(parsed.reason);
  const next =
    parsed.next === null
      ? null
      : successors.filter(({ name }) => parsed.next?.includes(name)).map(({ number: head }) => head);
  return { to: "succeeded", next, outputs: parsed.outputs, exit: end.exitCode };
}

/** What the end of an undo script means for its track: it is undone, or the undo broke. What it wrote is not kept. */
export function undoSettlementFor(plan: Plan, number: number, end: ExecutionEnd): Outcome {
  if (end.endedBy === "timeout")
    return {
      to: "failed",
      reason: `timeout after ${durationText(plan.vertices[number]?.spec.timeout ?? 0)}`,
    };
  const failure = end.endedBy === "cancelled" ? "ended by a person" : failureOf(end);
  return failure === null ? { to: "succeeded", next: null } : { to: "failed", reason: failure };
}

function failureOf({ spawnError, endedBy, signal, exitCode }: ExecutionEnd): string | null {
  if (spawnError !== null) return spawnError;
  if (endedBy === "shutdown") return "interrupted: its runner was stopped while it ran";
  if (signal !== null) return `signal ${signal}`;
  return exitCode === 0 ? null : `exit ${exitCode ?? "unknown"}`;
}
