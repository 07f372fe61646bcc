import { sharingCost } from "../cost/cost.ts";
import { approvalDecided, approvalExpired } from "../kinds/approval/approval-end.ts";
import {
  anybody,
  approvalRules,
  countedApprovers,
  namesText,
  whyNotCounted,
} from "../kinds/approval/approval-rules.ts";
import { isDecidedByPerson } from "../kinds/kinds.ts";
import { callsOutcome } from "../kinds/wait/callback.ts";
import type { Json } from "../model/graph-content.ts";
import type {
  Advance,
  Decision,
  Forbidden,
  PipelineEvent,
  PipelineFacts,
  PipelineNow,
  TrackNow,
} from "../plan/pipeline-now.ts";
import type { Plan } from "../plan/plan.ts";
import { markLost, settle, startAttempt } from "./attempts.ts";
import { activate, endApproval, endCallbackTimeout, formOf, restart, valuesOf } from "./begin.ts";
import { cancel, overdue } from "./close-pipeline.ts";
import { startItem } from "./item-batches.ts";
import { force, reopenChild, rerun, retry, setBreak, undo } from "./person-actions.ts";
import { propagate } from "./propagate.ts";
import { launch } from "./skipped-at-launch.ts";
import { endUndo, endUndoOfChildren, isUndoneInside, resumeUndoOfChildren } from "./undo.ts";
import { forbidden } from "./working-pipeline/forbidden.ts";
import { TracksNeeded, WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

const NO_FACTS: PipelineFacts = { params: {}, pipeline: {}, now: 0 };

/**
 * Decides everything that follows from one event. It changes nothing itself: the caller writes the answer.
 *
 * @param plan the sealed graph that the pipeline runs.
 * @param tracks at least the track that the event is about. If the decision needs more, the answer is `needs`: the
 *   caller loads those tracks and calls again. A settled track needs itself and its heads. A failure that stops the
 *   pipeline, a cancel and a retry need all tracks.
 * @param facts what expressions may read about the pipeline as a whole.
 * @returns the changes to write; or why the state forbids the event; or `needs`.
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
    return sharingCost(() => {
      const answer = apply(work, event);
      if (answer !== null) return answer;
      propagate(work);
      return work.changes();
    });
  } catch (error) {
    if (error instanceof TracksNeeded) return { kind: "needs", numbers: error.numbers };
    throw error;
  }
}

function apply(work: WorkingPipeline, event: PipelineEvent): Forbidden | null {
  switch (event.type) {
    case "launched":
      return launch(work);
    case "examined":
      return null;
    case "settled":
      return settle(work, event.number, event.outcome);
    case "claimed":
      return startAttempt(work, event.number);
    case "render-failed":
      if (work.track(event.number).state === "reverting" && !isUndoneInside(work.track(event.number))) {
        endUndo(work, event.number, "revert_failed", event.reason);
        return null;
      }
      if (work.track(event.number).state !== "pending") return forbidden(work, event.number, "started");
      work.end(event.number, "failed", event.reason);
      return null;
    case "lost":
      return markLost(work, event.number, event.reason);
    case "answered":
      return answer(work, event.number, event.decision);
    case "called":
      return call(work, event.number, event.calls);
    case "timer-due":
      return fireTimer(work, event.number);
    case "retried":
      return retry(work, event);
    case "rerun":
      return rerun(work, event.number);
    case "forced":
      return force(work, event);
    case "child-reopened":
      return reopenChild(work, event.number);
    case "break":
      return setBreak(work, event.number, event.isSet);
    case "undo":
      return undo(work, event);
    case "children-undone":
      return endUndoOfChildren(work, event);
    case "child-undo-mended":
      return resumeUndoOfChildren(work, event.number);
    case "overdue":
      return overdue(work, event.timeoutMs ?? work.plan.timeout ?? 0);
    case "cancelled":
      return cancel(work, event.by, event.isKill === true);
  }
}

function answer(work: WorkingPipeline, number: number, decision: Decision | undefined): Forbidden | null {
  if (work.track(number).state !== "prompting") return forbidden(work, number, "answered");
  if (!isDecidedByPerson(work.vertex(number))) {
    activate(work, number);
    return null;
  }
  if (decision === undefined)
    return {
      kind: "forbidden",
      text: `${work.vertex(number).name} asks for approval: approve or reject it.`,
    };
  return decide(work, number, decision);
}

/** One of those who must approve has answered: a rejection ends it, and so does the last approval that is needed. */
function decide(work: WorkingPipeline, number: number, decision: Decision): Forbidden | null {
  const { verdict, by, approvers = [anybody(by)] } = decision;
  const rules = approvalRules(work.vertex(number).spec);
  const answering = approvers.at(-1) ?? anybody(by);
  const why = whyNotCounted(rules, answering);
  if (why !== null) return { kind: "forbidden", text: why };
  if (verdict === "reject") {
    endApproval(work, number, approvalDecided(decision, valuesOf(work, number)));
    return null;
  }
  // Those who approved before are judged again: one who may not any more does not count.
  const counted = countedApprovers(rules, approvers);
  if (counted.length < rules.quorum) {
    const reason = `${counted.length} of ${rules.quorum} approved: ${namesText(counted)}`;
    work.adjust(number, { reason });
    return null;
  }
  const names = rules.quorum === 1 ? by : namesText(counted);
  endApproval(work, number, approvalDecided({ ...decision, by: names }, valuesOf(work, number)));
  return null;
}

function call(work: WorkingPipeline, number: number, calls: readonly Json[]): Forbidden | null {
  const { state, sleep } = work.track(number);
  if (state !== "sleeping" || sleep !== "callback") return forbidden(work, number, "called");
  const end = callsOutcome(work.vertex(number), calls, work.facts);
  if (end?.to === "misfit")
    return { kind: "forbidden", text: `${work.vertex(number).name} goes on waiting: ${end.problem}.` };
  if (end?.to === "succeeded") work.adjust(number, { outputs: end.outputs });
  if (end !== null) work.end(number, end.to, end.to === "failed" ? end.reason : null);
  return null;
}

function fireTimer(work: WorkingPipeline, number: number): Forbidden | null {
  const { state, sleep } = work.track(number);
  if (state === "sleeping" && sleep === "wait") work.end(number, "succeeded", null);
  else if (state === "sleeping" && sleep === "callback") endCallbackTimeout(work, number);
  else if (state === "sleeping" && sleep === "batch") startItem(work, number);
  else if (state === "sleeping" && sleep === "timer") {
    work.adjust(number, { isReaction: true });
    activate(work, number);
  } else if (state === "sleeping" && (sleep === "retry" || sleep === "poll")) restart(work, number);
  else if (state === "prompting" && isDecidedByPerson(work.vertex(number)))
    endApproval(work, number, approvalExpired(work.vertex(number), formOf(work, number)));
  else return forbidden(work, number, "woken");
  return null;
}
