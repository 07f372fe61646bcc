import type { ExecutionEnd } from "#engine/kinds/kind/execution-end.ts";
import { kindOf } from "#engine/kinds/kinds.ts";
import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import { settlementFor, undoSettlementFor } from "#engine/transition/settlement.ts";
import type { ClaimedAttempt, SimulatedStore } from "../store/simulated-store.ts";

const ENDED: ExecutionEnd = {
  exitCode: null,
  signal: null,
  outputText: null,
  isOutputCut: false,
  endedBy: null,
  spawnError: null,
};

/** The outcome of an execution, decided by the same functions as in the product. */
export function outcomeOf(
  { run: { plan, pipeline } }: SimulatedStore,
  { track, kind }: ClaimedAttempt,
  exitCode: number,
  random: number,
): AttemptOutcome {
  const end = { ...ENDED, exitCode };
  if (kind === "undo") return undoSettlementFor(plan, track, end);
  const how = kindOf(plan.vertices[track]?.spec ?? {});
  const good = exitCode === 0 && how.carriedOutBy === "runner" ? how.exampleEnd : {};
  return settlementFor(plan, track, { ...end, ...good }, pipeline, random);
}

/** The outcome of an execution that took too long. */
export function lateOutcome({ run }: SimulatedStore, track: number): AttemptOutcome {
  const { spec } = run.plan.vertices[track] ?? {};
  if (run.track(track).state !== "reverting" && spec?.onTimeout === "skip")
    return { to: "skipped", reason: "timeout" };
  if (run.track(track).state === "reverting") return { to: "failed", reason: "timeout" };
  return { to: "failed", reason: "timeout", exit: null, random: 0, isTimeout: true };
}

/** The outcome of an execution that was ended because its runner was stopped. */
export function interruptedOutcome(
  { run: { plan, pipeline } }: SimulatedStore,
  { track, kind }: ClaimedAttempt,
): AttemptOutcome {
  const end: ExecutionEnd = { ...ENDED, signal: "SIGTERM", endedBy: "shutdown" };
  return kind === "undo" ? undoSettlementFor(plan, track, end) : settlementFor(plan, track, end, pipeline, 0);
}
