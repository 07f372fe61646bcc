import type { ClaimedAttempt, SimulatedStore } from "../store/simulated-store.ts";
import { interruptedOutcome } from "./execution-outcome.ts";
import type { Execution } from "./script-journal.ts";

/** A script that a simulated runner executes. */
export type Script = { readonly attempt: ClaimedAttempt; readonly execution: Execution; isKilled: boolean };

/**
 * Ends and settles the scripts of a runner that is stopped in order. What has ended already keeps its own result.
 *
 * @throws Error where a track fails although a person had to be asked.
 */
export function endInterrupted(store: SimulatedStore, scripts: Map<number, Script>, now: number): void {
  for (const script of scripts.values()) {
    const { attempt, execution } = script;
    if (execution.endedAt !== null) continue;
    execution.endedAt = now;
    script.isKilled = true;
    if (!store.holds(attempt.track, attempt.token)) continue;
    const before = store.run.track(attempt.track).state;
    // Before the settlement, which may end the pipeline and what it notes of a cancel.
    const { cancelledBy } = store.run.pipeline;
    store.settle(attempt.track, attempt.token, interruptedOutcome(store, attempt), now);
    // Nobody may decide about a reaction of a cancelled pipeline, so it has failed.
    const mayAsk = cancelledBy === null;
    const isAsked = mayAsk && store.run.plan.vertices[attempt.track]?.spec.onLost === undefined;
    if (before === "running" && isAsked && store.run.track(attempt.track).state === "failed")
      throw new Error(`Track ${attempt.track} failed because its runner was stopped, and nobody was asked.`);
    scripts.delete(attempt.token);
  }
}
