import { isEnded, isOfUndo } from "../model/track.ts";
import type { TrackNow } from "../plan/pipeline-now.ts";
import type { Plan, PlanVertex } from "../plan/plan.ts";
import { undoWayOf } from "./undo-policy.ts";

/** What an undo of an ended pipeline would find. */
export type LeftToUndo = {
  /** At least one track has an undo script to run, or child pipelines to undo. */
  readonly canUndo: boolean;
  /** An undo would change something, even if it only marks what has no undo script. */
  readonly isToBegin: boolean;
  /** The vertices that changed something and have no undo script, in the order of the plan. */
  readonly missing: readonly string[];
  /** The first track whose undo failed. */
  readonly broken: { readonly name: string; readonly reason: string } | null;
};

/** What is left to undo in a pipeline with these tracks. */
export function leftToUndo(plan: Plan, tracks: readonly TrackNow[]): LeftToUndo {
  let canUndo = false;
  let isToBegin = false;
  let broken: LeftToUndo["broken"] = null;
  const missing: string[] = [];
  for (const track of tracks) {
    const vertex = plan.vertices[track.number];
    if (vertex === undefined) continue;
    const way = isToUndo(vertex, track) ? undoWayOf(vertex) : null;
    if (way === "script" || way === "children") canUndo = true;
    if (way !== null && way !== "nothing") isToBegin = true;
    if (way === "missing" || track.state === "not_reverted") missing.push(vertex.name);
    if (track.state === "revert_failed") broken ??= { name: vertex.name, reason: track.reason ?? "unknown" };
  }
  return { canUndo, isToBegin, missing, broken };
}

/** Why a pipeline is not undone as a whole, as part of a sentence. */
export function notUndoneText(missing: readonly string[]): string {
  const [first = "", ...more] = missing;
  if (more.length === 0) return `not undone: ${first} has no undo script`;
  const others =
    more.length > 2 ? `${more.slice(0, 2).join(", ")} and ${more.length - 2} more` : more.join(", ");
  return `not undone: ${first}, ${others} have no undo script`;
}

/** True where something of a pipeline with these tracks was undone, and nothing of it has run again since. */
export function isUndoneAsAWhole(plan: Plan, tracks: readonly TrackNow[]): boolean {
  if (!tracks.some(({ state }) => state === "reverted")) return false;
  return tracks.every((track) => {
    const vertex = plan.vertices[track.number];
    if (vertex === undefined || vertex.final !== null) return true;
    return isOfUndo(track.state) ? track.state === "reverted" : !isToUndo(vertex, track);
  });
}

/** True if the track did something that is not undone yet. A script that failed counts only with `revertFailed`. */
export function isToUndo(vertex: PlanVertex, { state, attempt, toUndo, isReaction }: TrackNow): boolean {
  // Final steps run after the undo, and have no undo script.
  if (vertex.final !== null || !isEnded(state) || isOfUndo(state)) return false;
  const way = undoWayOf(vertex);
  // A reaction, such as a message about the failure, needs no undo script.
  if (isReaction && way === "missing") return false;
  if (state === "succeeded") return true;
  if (way === "nothing" || attempt === 0) return false;
  if (way === "children" || roundsOf(vertex, toUndo).length > 0) return true;
  return way === "script" && state === "failed" && vertex.spec.revertFailed === true;
}

/** The rounds that succeeded. Without `repeat` only the last attempt counts. */
export function roundsOf({ spec }: PlanVertex, toUndo: TrackNow["toUndo"]): readonly number[] {
  return spec.repeat === undefined ? [] : (toUndo ?? []);
}
