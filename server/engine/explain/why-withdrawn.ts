import { expiredText } from "../kinds/approval/approval-end.ts";
import type { TrackState } from "../model/track.ts";

type Withdrawn = {
  /** Who cancelled the pipeline, and why; null where nobody did. */
  readonly cancelledBy: string | null;
  readonly track: { readonly state: TrackState; readonly reason: string | null };
};

const ENDED: Partial<Readonly<Record<TrackState, string>>> = {
  succeeded: "it has succeeded",
  failed: "it has failed",
  skipped: "it was skipped",
  cancelled: "it was cancelled",
};

/** Why a prompt can be answered no more though nobody answered it, as a sentence. */
export function whyWithdrawn({ cancelledBy, track: { state, reason } }: Withdrawn): string {
  if (state === "cancelled" && cancelledBy !== null)
    return `The pipeline was cancelled by ${withoutPeriod(cancelledBy)}.`;
  const late = expiredText(reason);
  if (late !== null) return `The time to answer was over: ${late}.`;
  const end = ENDED[state];
  if (end === undefined) return "Something before it ran again, so its track asks anew.";
  return `Its track asks no more: ${end}${reason === null || reason === "" ? "" : ` (${withoutPeriod(reason)})`}.`;
}

function withoutPeriod(text: string): string {
  return text.replace(/\.$/, "");
}
