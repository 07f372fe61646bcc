import { isBegun, isReady } from "../model/track.ts";
import { timerEdgeOf, timerText } from "../plan/timer-edge.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/** Skips a track whose time is not over, because the vertex that it looks at has ended. */
export function stopTimer(work: WorkingPipeline, number: number): void {
  const [tail] = work.vertex(number).ins;
  work.end(number, "skipped", `${tail === undefined ? "" : work.vertex(tail.tail).name} ended in time`);
}

/**
 * Starts the timer of a track that waits again while the vertex that it looks at is at work. That began before, so its
 * begin starts no timer any more.
 */
export function startLateTimer(work: WorkingPipeline, number: number): void {
  const timer = timerEdgeOf(work.vertex(number));
  if (timer === null || work.track(number).state !== "waiting" || work.pipeline.isOverdue) return;
  const { state } = work.track(timer.tail);
  if (!isReady(state) && !isBegun(state)) return;
  const text = timerText(work.vertex(timer.tail).name, timer.after);
  work.move(number, "sleeping", text, { sleep: "timer", sleepMs: timer.after });
}

/** Lets the head of an edge with `after` start without its timer, because a person runs it again. */
export function passTimer(work: WorkingPipeline, number: number): void {
  if (timerEdgeOf(work.vertex(number)) !== null) work.adjust(number, { isReaction: true });
}
