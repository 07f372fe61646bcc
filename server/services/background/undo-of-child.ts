import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import type { Queries } from "#platform/database/db.ts";
import { findPipeline, type PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { statesOf } from "#repos/tracks/track-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";

const ACTOR = "engine";

/**
 * Tells a track that waits for a person to mend the undo of its child, or whose undo failed with it, that this was done
 * or is tried again.
 *
 * @returns false where it must be told again later, because what is before the track is being undone now.
 */
export async function resumeUndo(
  session: PipelineSession,
  number: number,
  child: { readonly isPresent: boolean; readonly isUndone: boolean },
): Promise<boolean> {
  const { state, sleep } = session.track(number);
  const isAwaited = state === "sleeping" && sleep === "undo" && child.isPresent;
  const isUndone = (state === "revert_failed" || state === "not_reverted") && child.isUndone;
  if (!isAwaited && !isUndone) return true;
  const isAllowed = await session.decideIfAllowed({ type: "child-undo-mended", number }, ACTOR);
  return isAllowed || session.row.state !== "reverting";
}

/** True if the pipeline is being undone, or is undone. */
export async function isUndoneNow(tx: Queries, id: number): Promise<boolean> {
  const state = (await findPipeline(tx, id))?.pipeline.state;
  return state === "reverting" || state === "reverted";
}

/** The outcome, with the note that the undo of the child failed, if it did. */
export async function withUndo(
  tx: Queries,
  { id }: PipelineRow,
  outcome: AttemptOutcome,
): Promise<AttemptOutcome> {
  if (outcome.to !== "failed") return outcome;
  const isUndoBroken = [...(await statesOf(tx, id)).values()].includes("revert_failed");
  return isUndoBroken ? { ...outcome, isUndoBroken } : outcome;
}
