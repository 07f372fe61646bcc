import type { UndoInside } from "#engine/explain/preview/pipeline-copy.ts";
import { isToUndo } from "#engine/policies/left-to-undo.ts";
import { undoWayOf } from "#engine/policies/undo-policy.ts";
import type { Queries } from "#platform/database/db.ts";
import type { ParentTrack } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { childrenToUndo } from "#repos/pipelines/children/child-undo-rows.ts";
import { tracksOf } from "#repos/tracks/track-rows.ts";
import type { PipelineSession } from "../../pipeline-session/pipeline-session.ts";
import { LoadedTracks } from "../../pipeline-session/read/loaded-tracks.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";
import { pipelineWithId } from "./show-summary.ts";

type Limits = { readonly pipelines: number; readonly tracks: number };

/** So much is read of all levels together. Tracks are read with all their values. */
const MAX_READ: Limits = { pipelines: 200, tracks: 2_000 };

/**
 * How an undo of the child pipelines of these tracks would end, as if each undo script succeeded; null where they are too
 * many to be read.
 *
 * @param isRetried what could not be undone in them before is tried again.
 * @param max how many child pipelines, and how many tracks of them, are read.
 */
export async function readUndoInsides(
  tx: Queries,
  pipelineId: number,
  numbers: readonly number[],
  isRetried: boolean,
  max: Limits = MAX_READ,
): Promise<ReadonlyMap<number, UndoInside> | null> {
  const reading: Reading = { tx, isRetried, ...max };
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

/**
 * True where an undo of the whole pipeline would run no undo script, also in child pipelines. False where those are too many
 * to be read.
 *
 * @param session has all tracks.
 */
export async function undoesNothing({ tx, plan, row, tracks }: PipelineSession): Promise<boolean> {
  const inside: number[] = [];
  for (const [number, track] of tracks.allForEngine()) {
    const vertex = plan.vertices[number];
    if (vertex === undefined || !isToUndo(vertex, track)) continue;
    const way = undoWayOf(vertex);
    if (way === "script") return false;
    if (way === "children") inside.push(number);
  }
  const insides = await readUndoInsides(tx, row.id, inside, false);
  if (insides === null) return false;
  return [...insides.values()].every(({ to, isAnyUndone }) => to === "not_reverted" && !isAnyUndone);
}

/** `pipelines`, `tracks`: how many more may be read. */
type Reading = { readonly tx: Queries; readonly isRetried: boolean; pipelines: number; tracks: number };
type Found = { isAnyUndone: boolean; hasMissing: boolean; isBroken: boolean };

/** Adds what is found in the child pipelines of a track, through all levels. False where they are too many. */
async function readChildren(reading: Reading, parent: ParentTrack, found: Found): Promise<boolean> {
  const { tx, isRetried } = reading;
  for (const { id } of await childrenToUndo(tx, parent)) {
    const { pipeline } = await pipelineWithId(tx, id);
    const { plan } = await planOfPipeline(tx, pipeline);
    reading.pipelines -= 1;
    reading.tracks -= plan.vertices.length;
    if (reading.pipelines < 0 || reading.tracks < 0) return false;
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
