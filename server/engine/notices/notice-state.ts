import type { PipelineState } from "../model/pipeline.ts";

/**
 * `waiting`: it is to be sent. `held`: it waits for the end of the quiet hours. `summarised`: a summary tells of it.
 * `dropped`: it is never sent, as its reason says. `given-up`: every try failed for a day.
 */
export const NOTICE_STATES = ["waiting", "held", "sent", "summarised", "dropped", "given-up"] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** What rules may be about at the end of a pipeline. */
export const SIGNALLED_STATES = ["failed", "succeeded"] as const;
export type SignalledState = (typeof SIGNALLED_STATES)[number];

/** What rules are told of a transition of a pipeline; null: nothing. */
export function signalOf(from: PipelineState, to: PipelineState): SignalledState | null {
  if (from === to) return null;
  if (to === "failed" || to === "succeeded") return to;
  // It failed, and its graph undoes it. A person undoes only what has ended.
  return from === "running" && to === "reverting" ? "failed" : null;
}

const FIRST_RETRY_MS = 10_000;
const MAX_RETRY_MS = 3_600_000;
/** After so long without success a notice is given up. */
export const GIVE_UP_MS = 86_400_000;

/** In how many milliseconds a notice is tried again after so many tries; null: it is given up. */
export function retryIn(tries: number, ageMs: number): number | null {
  if (ageMs >= GIVE_UP_MS) return null;
  return Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(20, tries - 1));
}
