import { hasTooManyFailures, notStartedText, tooManyText } from "../../plan/item-rules.ts";
import type { PipelineNow, TrackNow } from "../../plan/pipeline-now.ts";
import type { Plan } from "../../plan/plan.ts";

type Failed = Pick<PipelineNow, "halt" | "cancelledBy" | "failedTracks" | "reason">;

/** True if nothing new starts after the failure that was just counted, and it has not been stopped before. */
export function isHalting(
  { onFailure, items }: Plan,
  { halt, cancelledBy, failedTracks }: Omit<Failed, "reason">,
): boolean {
  if (halt !== null || cancelledBy !== null) return false;
  return items === null ? onFailure !== "continue" : hasTooManyFailures(items, failedTracks);
}

/** The reason of a pipeline that a failure stops: the first failure, and for items that there were too many. */
export function haltReason({ items }: Plan, { reason }: Pick<Failed, "reason">): string | null {
  return items === null ? reason : `${reason ?? "failed"}; ${tooManyText(items)}`;
}

/** The reason of an item that is skipped because of the failures of others; null for another track. */
export function itemsHaltReason(
  { items }: Plan,
  { blame, attempt }: Pick<TrackNow, "blame" | "attempt">,
): string | null {
  return blame === null || items === null ? null : notStartedText(items, attempt);
}

/** True if a pipeline of items stays stopped when a person resumes it, because too many items still count as failed. */
export function staysHalted({ items }: Plan, { halt, failedTracks }: Omit<Failed, "reason">): boolean {
  return halt !== null && items !== null && hasTooManyFailures(items, failedTracks);
}
