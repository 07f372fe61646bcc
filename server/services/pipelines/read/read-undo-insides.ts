import type { UndoInside } from "#engine/explain/preview/pipeline-copy.ts";
import { isToUndo } from "#engine/policies/left-to-undo.ts";
import { undoWayOf } from "#engine/policies/undo-policy.ts";
import type { Queries } from "#platform/database/db.ts";
import type { ParentTrack } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { childrenToUndo } from "#repos/pipelines/children/child-undo-rows.ts";
import { tracksOf } from "#repos/tracks/track-rows.ts";
import { LoadedTracks } from "../../pipeline-session/read/loaded-tracks.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";
import { pipelineWithId } from "./show-summary.ts";

/** So many child pipelines are read, of all levels together. */
const MAX_READ = 200;

/**
 * How an undo of the child pipelines of these tracks would end, as if each undo script succeeded; null where they are too
 * many to be read.
 *
 * @param isRetried what could not be undone in them before is tried again.
 */
export async function readUndoInsides(
  tx: Queries,
  pipelineId: number,
  numbers: readonly number[],
  isRetried: boolean,
): Promise<ReadonlyMap<number, UndoInside> | null> {
  const reading: Reading = { tx, isRetried, left: MAX_READ };
  const insides = new Map<number, UndoInside>();
  for (const number of numbers) {
    const found: Found = { isAnyUndone: false, hasMissing: false, isBroken: false };
    if (!(await readChildren(reading, { pipelineId, number }, found))) return null;
    const { isAnyUndone, hasMissing, isBroken } = found;
    insides.set(number, {
      to: isBroken ? "revert_failed" : hasMissing ? "not_reverted" : "reverted",
      isAnyUndone,
    });
  }
  return insides;
}

type Reading = { readonly tx: Queries; readonly isRetried: boolean; left: number };
type Found = { isAnyUndone: boolean; hasMissing: boolean; isBroken: boolean };

/** Adds what is found in the child pipelines of a track, through all levels. False where they are too many. */
async function readChildren(reading: Reading, parent: ParentTrack, found: Found): Promise<boolean> {
  const { tx, isRetried } = reading;
  for (const { id } of await childrenToUndo(tx, parent)) {
    if (reading.left === 0) return false;
    reading.left -= 1;
    const { pipeline } = await pipelineWithId(tx, id);
    const { plan } = await planOfPipeline(tx, pipeline);
    const tracks = new LoadedTracks({ known: new Map(), read: () => tracksOf(tx, id) }, id);
    await tracks.load("all");
    for (const [number, track] of tracks.allForEngine()) {
      const vertex = plan.vertices[number];
      if (vertex === undefined) continue;
      const isTriedAgain = track.state === "revert_failed" && isRetried;
      const isBegun = track.state === "reverting" || isTriedAgain;
      const way = isBegun || isToUndo(vertex, track) ? undoWayOf(vertex) : null;
      if (way === "script") found.isAnyUndone = true;
      if (way === "missing" || track.state === "not_reverted") found.hasMissing = true;
      if (track.state === "revert_failed" && !isRetried) found.isBroken = true;
      if (way === "children" && !(await readChildren(reading, { pipelineId: id, number }, found)))
        return false;
    }
  }
  return true;
}
