import { decided, expired, isApproval } from "./approval.ts";
import { durationText } from "./durations.ts";
import { isPipelineEnded } from "./pipeline.ts";
import type {
  Advance,
  Decision,
  PipelineEvent,
  PipelineFacts,
  PipelineNow,
  Refusal,
  TrackNow,
} from "./pipeline-now.ts";
import type { Plan } from "./plan.ts";
import { descendantsOf } from "./plan-reach.ts";
import { reopen } from "./reopen.ts";
import { isEnded } from "./track.ts";
import { TracksNeeded, WorkingPipeline } from "./working-pipeline.ts";

const NO_FACTS: PipelineFacts = { params: {}, pipeline: {}, now: 0 };

/**
 * Decides everything that follows from one event, and touches nothing: the shell writes what it gives.
 *
 * @param plan the sealed graph the pipeline runs.
 * @param tracks the tracks the decision may need: at least the one the event is about. Where more are needed the answer
 *   is `needs`; the shell loads those and asks again. A settled track needs itself and its heads, so that its cost is
 *   its out-degree; a failure that stops the pipeline, a cancel and a retry need all.
 * @param facts what expressions may read of the pipeline as a whole.
 * @returns changes to write, a refusal with the state that forbids it, or `needs`.
 */
export function advance(
  plan: Plan,
  pipeline: PipelineNow,
  tracks: ReadonlyMap<number, TrackNow>,
  event: PipelineEvent,
  facts: PipelineFacts = NO_FACTS,
): Advance {
  const work = new WorkingPipeline(plan, pipeline, tracks, facts);
  try {
    const refusal = apply(work, event);
    if (refusal !== null) return refusal;
    work.run();
    return work.changes();
  } catch (error) {
    if (error instanceof TracksNeeded) return { kind: "needs", numbers: error.numbers };
    throw error;
  }
}

function apply(work: WorkingPipeline, event: PipelineEvent): Refusal | null {
  switch (event.type) {
    case "launched":
      for (const vertex of work.plan.vertices) {
        // Read again: a root that may not ask fails at once, and that may end others.
        if (vertex.ins.length === 0 && work.track(vertex.number).state === "waiting")
          work.makeReady(vertex.number);
      }
      return null;
    case "examined":
      return null;
    case "settled":
      return settle(work, event.number, event.outcome);
    case "unrenderable":
      if (work.track(event.number).state !== "pending") return refused(work, event.number, "started");
      work.end(event.number, "failed", event.reason);
      return null;
    case "vanished":
      return vanish(work, event.number, event.reason);
    case "answered":
      return answer(work, event.number, event.decision);
    case "woken":
      return wake(work, event.number);
    case "retried":
      return retry(work, event.number);
    case "rerun":
      return rerun(work, event.number);
    case "forced":
      return force(work, event);
    case "break":
      return setBreak(work, event.number, event.isSet);
    case "overdue":
      return overdue(work);
    case "cancelled":
      return cancel(work, event.by);
  }
}

function answer(work: WorkingPipeline, number: number, decision: Decision | undefined): Refusal | null {
  if (work.track(number).state !== "prompting") return refused(work, number, "answered");
  if (!isApproval(work.vertex(number))) {
    work.makeReady(number);
    return null;
  }
  if (decision === undefined)
    return { kind: "refused", text: `${work.vertex(number).name} asks for approval: say approve or reject.` };
  work.endApproval(number, decided(decision, work.valuesOf(number)));
  return null;
}

function wake(work: WorkingPipeline, number: number): Refusal | null {
  const { state, sleep } = work.track(number);
  if (state === "sleeping" && sleep === "wait") work.end(number, "succeeded", null);
  else if (state === "sleeping" && sleep !== "break") work.again(number);
  else if (state === "prompting") work.endApproval(number, expired(work.vertex(number)));
  else return refused(work, number, "woken");
  return null;
}

function settle(
  work: WorkingPipeline,
  number: number,
  outcome: Extract<PipelineEvent, { type: "settled" }>["outcome"],
): Refusal | null {
  const { state } = work.track(number);
  if (state !== "running" && state !== "lost") return refused(work, number, "settled");
  if (outcome.to === "failed" && outcome.dice !== undefined) {
    if (work.retriesByItself(number, outcome)) return null;
  }
  if (outcome.to === "skipped") {
    const nowhere = work.choosePassedOver(number);
    if (nowhere === null) work.conclude(number, "skipped", outcome.reason);
    else work.end(number, "failed", `${outcome.reason}; ${nowhere}`);
    return null;
  }
  if (outcome.to !== "handed-back") {
    if (outcome.to === "succeeded")
      work.adjust(number, { next: outcome.next, outputs: outcome.outputs ?? null });
    work.end(number, outcome.to, outcome.reason ?? null, "exit" in outcome ? outcome.exit : null);
    return null;
  }
  const { cancelledBy } = work.pipeline;
  if (cancelledBy !== null) work.end(number, "cancelled", `cancelled by ${cancelledBy}`);
  else if (work.isClosing) work.giveUp(number);
  else work.again(number);
  return null;
}

function vanish(work: WorkingPipeline, number: number, reason: string): Refusal | null {
  if (work.track(number).state !== "running") return refused(work, number, "lost");
  const { cancelledBy, isOverdue } = work.pipeline;
  const { onLost } = work.vertex(number).spec;
  // A cancelled pipeline must end: nobody is asked about what he has given up already.
  if (cancelledBy !== null) work.end(number, "cancelled", `cancelled by ${cancelledBy}; ${reason}`);
  else if (onLost === "fail" || (isOverdue && onLost !== "retry")) work.end(number, "failed", reason);
  else {
    work.move(number, "lost", reason);
    if (onLost !== "retry") return null;
    if (work.isClosing) work.giveUp(number);
    else work.again(number);
  }
  return null;
}

function retry(work: WorkingPipeline, number: number): Refusal | null {
  const { state } = work.track(number);
  if (work.pipeline.cancelledBy !== null) return refusedByCancel(work);
  if (state !== "failed" && state !== "lost") return refused(work, number, "retried");
  work.adjust(number, { retries: 0, giveUpAt: null });
  if (state === "lost") {
    work.again(number);
    return null;
  }
  work.move(number, "waiting", null);
  work.adjust(number, { next: null, outputs: null });
  reopen(work, number);
  work.takeUp(number, () => work.makeReady(number));
  return null;
}

function rerun(work: WorkingPipeline, number: number): Refusal | null {
  if (work.pipeline.cancelledBy !== null) return refusedByCancel(work);
  if (!isEnded(work.track(number).state))
    return refused(work, number, "run again with all that is behind it");
  work.everyTrack();
  const behind = descendantsOf(work.plan, number);
  const busy = behind.find((each) => ["running", "lost"].includes(work.track(each).state));
  if (busy !== undefined)
    return {
      kind: "refused",
      text: `${work.vertex(busy).name}, which is behind ${work.vertex(number).name}, is ${work.track(busy).state}: end it first.`,
    };
  for (const each of [number, ...behind]) {
    if (work.track(each).state !== "waiting") work.move(each, "waiting", null);
    work.adjust(each, { next: null, outputs: null, retries: 0, giveUpAt: null, blame: null });
  }
  reopen(work, number);
  work.takeUp(number, () => work.makeReady(number));
  return null;
}

function force(
  work: WorkingPipeline,
  { number, to, reason, outputs = {}, next }: Extract<PipelineEvent, { type: "forced" }>,
): Refusal | null {
  const { state } = work.track(number);
  if (work.pipeline.cancelledBy !== null) return refusedByCancel(work);
  const isRunning = state === "running" && to === "failed";
  if (!isRunning && state !== "lost" && state !== "sleeping" && (state !== "failed" || to === "failed"))
    return refused(work, number, `counted as ${to}`);
  if (to === "failed") {
    work.end(number, "failed", reason);
    return null;
  }
  const { name } = work.vertex(number);
  if (state === "failed") work.move(number, to, reason);
  work.adjust(number, { outputs: to === "skipped" ? null : outputs, next: next ?? null });
  const nowhere =
    next !== undefined
      ? null
      : to === "skipped"
        ? work.choosePassedOver(number)
        : work.route(number, "succeeded", null);
  if (nowhere !== null)
    return {
      kind: "refused",
      text: `${name} cannot be counted as ${to}: ${nowhere}. Say which of its successors go on.`,
    };
  if (state === "failed") reopen(work, number);
  else work.conclude(number, to, reason);
  return null;
}

function setBreak(work: WorkingPipeline, number: number, isSet: boolean): Refusal | null {
  if (work.pipeline.cancelledBy !== null) return refusedByCancel(work);
  const { state, sleep } = work.track(number);
  work.adjust(number, { isBreak: isSet });
  if (isSet && (state === "pending" || state === "prompting")) work.stopAtBreak(number);
  if (!isSet && state === "sleeping" && sleep === "break") work.makeReady(number);
  return null;
}

function overdue(work: WorkingPipeline): Refusal | null {
  if (isPipelineEnded(work.pipeline.state))
    return { kind: "refused", text: `The pipeline is ${work.pipeline.state} already.` };
  if (work.pipeline.isOverdue || work.pipeline.cancelledBy !== null) return null;
  work.runOut(`timeout after ${durationText(work.plan.timeout ?? 0)}`);
  return null;
}

function cancel(work: WorkingPipeline, by: string): Refusal | null {
  if (isPipelineEnded(work.pipeline.state))
    return {
      kind: "refused",
      text: `The pipeline is ${work.pipeline.state} already: there is nothing left to cancel.`,
    };
  if (work.pipeline.cancelledBy !== null) return null;
  work.pipeline = { ...work.pipeline, cancelledBy: by };
  const reason = `cancelled by ${by}`;
  work.endNotStarted((track) => work.end(track.number, "cancelled", reason));
  for (const track of work.everyTrack())
    if (track.state === "lost")
      work.end(track.number, "cancelled", `${reason}; ${track.reason ?? "outcome unknown"}`);
  return null;
}

function refused(work: WorkingPipeline, number: number, deed: string): Refusal {
  const { name } = work.vertex(number);
  return { kind: "refused", text: `${name} is ${work.track(number).state}: it cannot be ${deed} now.` };
}

function refusedByCancel(work: WorkingPipeline): Refusal {
  const by = work.pipeline.cancelledBy;
  return {
    kind: "refused",
    text: `The pipeline was cancelled${by === null ? "" : ` by ${by}`}: its tracks are final.`,
  };
}
