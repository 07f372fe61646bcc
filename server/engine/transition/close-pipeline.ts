import { isPipelineEnded } from "../model/pipeline.ts";
import { STATE_WORDS } from "../model/state-words.ts";
import type { Forbidden } from "../plan/pipeline-now.ts";
import { durationText } from "../time/durations.ts";
import { activate } from "./begin.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/** Ends what has not started and what is lost, because the pipeline's time is over. */
export function overdue(work: WorkingPipeline, timeoutMs: number): Forbidden | null {
  if (isPipelineEnded(work.pipeline.state))
    return { kind: "forbidden", text: `The pipeline is ${STATE_WORDS[work.pipeline.state]} already.` };
  if (work.pipeline.isOverdue || work.pipeline.cancelledBy !== null) return null;
  const text = `timeout after ${durationText(timeoutMs)}`;
  work.pipeline = { ...work.pipeline, isOverdue: true, reason: work.pipeline.reason ?? text };
  work.endNotStarted();
  for (const { number, state, reason } of work.everyTrack())
    if (state === "lost" && work.isClosingFor(number))
      work.end(number, "failed", `${text}; ${reason ?? "lost"}`);
  return null;
}

/**
 * Cancels the pipeline: what has not started ends now, and what runs ends by itself. Reactions and final steps still
 * run, unless `isKill`. A second cancel changes nothing, except that it may add the kill.
 */
export function cancel(work: WorkingPipeline, by: string, isKill: boolean): Forbidden | null {
  if (isPipelineEnded(work.pipeline.state))
    return {
      kind: "forbidden",
      text: `The pipeline is ${STATE_WORDS[work.pipeline.state]} already: there is nothing left to cancel.`,
    };
  if (work.pipeline.state === "reverting")
    return {
      kind: "forbidden",
      text: "The pipeline is being undone: pause it, or mark the running undo as failed.",
    };
  const { cancelledBy, isKilled } = work.pipeline;
  if (cancelledBy !== null && (isKilled || !isKill)) return null;
  work.pipeline = { ...work.pipeline, cancelledBy: cancelledBy ?? by, isKilled: isKill };
  work.endNotStarted();
  for (const { number, state, sleep, reason } of work.everyTrack()) {
    if (state === "sleeping" && sleep === "break") activate(work, number);
    if (state !== "lost") continue;
    const why = `cancelled by ${by}; ${reason ?? "outcome unknown"}`;
    // No person can decide about a track of a cancelled pipeline, so a lost reaction has failed.
    work.end(number, work.isClosingFor(number) ? "cancelled" : "failed", why);
  }
  return null;
}
