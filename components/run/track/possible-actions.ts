import type { ButtonLook } from "#components/ui/buttons/button.tsx";
import type { PipelineSummary, TrackView } from "#contract/pipelines/pipelines.ts";

/** Something that a person may do with a track. `again` runs it and all behind it, `values` gives it others. */
export type TrackAction = {
  readonly does: "retry" | "again" | "values" | "succeeded" | "skipped" | "failed";
  readonly text: string;
  readonly look?: ButtonLook;
};

const RETRY: TrackAction = { does: "retry", text: "Retry" };
const DONE: TrackAction = { does: "succeeded", text: "Mark as succeeded" };
const VALUES: TrackAction = { does: "values", text: "Set values" };
const SKIP: TrackAction = { does: "skipped", text: "Skip" };

/** What the states of a track and of its pipeline allow, the likeliest first. The server has the last word. */
export function possibleActions(
  { state, hadNoTime, child, sleep }: Pick<TrackView, "state" | "hadNoTime" | "child" | "sleep">,
  { state: pipeline, isCancelling }: Pick<PipelineSummary, "state" | "isCancelling">,
): readonly TrackAction[] {
  if (pipeline === "cancelled" || isCancelling) return [];
  const isOfUndo = state === "reverting" || state === "revert_failed" || state === "not_reverted";
  if (pipeline === "reverting" && !isOfUndo) return [];
  // What ran in child pipelines is undone there, and decided there.
  if (state === "reverting" && child !== null) return [];
  switch (state) {
    case "succeeded":
    case "reverted":
      return [{ does: "again", text: "Rerun" }];
    case "running":
    case "reverting":
      return [{ does: "failed", text: "Stop", look: "danger" }];
    case "sleeping":
      return [
        ...(sleep === "retry" || sleep === "poll" ? [{ does: "retry", text: "Retry now" } as const] : []),
        DONE,
        SKIP,
        { does: "failed", text: "Mark as failed" },
      ];
    case "failed":
      return [RETRY, DONE, SKIP];
    case "revert_failed":
      return [
        { does: "retry", text: "Retry rollback" },
        { does: "skipped", text: "Mark as rolled back" },
      ];
    case "not_reverted":
      return [
        { does: "skipped", text: "Mark as rolled back" },
        { does: "again", text: "Rerun" },
      ];
    case "lost":
      return [RETRY, DONE, SKIP, { does: "failed", text: "Mark as failed" }];
    case "waiting":
    case "pending":
      return [VALUES];
    case "skipped":
      return hadNoTime ? [RETRY] : [];
    default:
      return [];
  }
}
