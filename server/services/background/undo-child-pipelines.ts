import { childName } from "#engine/kinds/graph/child-pipeline.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { TrackNow } from "#engine/plan/pipeline-now.ts";
import { type LeftToUndo, leftToUndo, notUndoneText } from "#engine/policies/left-to-undo.ts";
import { isUndoneInside, UNDOES_CHILDREN } from "#engine/transition/undo.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import type { ParentTrack } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { childrenToUndo, tracksToUndoInside } from "#repos/pipelines/children/child-undo-rows.ts";
import { statesOf } from "#repos/tracks/track-rows.ts";
import { takeSlots } from "../attempts/take-slots.ts";
import { isElsewhere } from "../pipeline-session/is-elsewhere.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { retakeLocksAbove, whyLocksTaken } from "../pipeline-session/retake-locks.ts";
import { MAX_LISTED, runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { isOpenAgain, withPipeline } from "../pipeline-session/with-pipeline.ts";

/** The rest waits for the next call. */
const MAX_TRACKS = 50;
const ACTOR = "engine";

/**
 * Undoes the child pipelines of tracks that are being undone: those of all attempts, the newest first, one after the
 * other, each by its own undo. The track then learns how it ended. It reads only stored state, so a crash between two
 * pipelines loses nothing, and any number of processes may do it at once. A parent is always locked before its child.
 */
export async function undoChildPipelines(database: Database): Promise<void> {
  const tracks = await tracksToUndoInside(database.queries, MAX_LISTED);
  await runAllThenThrow(
    tracks.map(
      (parent) => () =>
        transact(database, (tx) =>
          withPipeline(tx, parent.pipelineId, async (session) => {
            await session.load([parent.number]);
            return isUndoneInside(session.track(parent.number)) && (await undoNext(session, parent));
          }),
        ),
    ),
    MAX_TRACKS,
  );
}

/**
 * Begins the undo of the newest child that is not undone, or tells the track how the undo of its children ended.
 * False if it waits for an undo that is under way.
 */
async function undoNext(session: PipelineSession, parent: ParentTrack): Promise<boolean> {
  const { number } = parent;
  const tell = (to: "reverted" | "revert_failed" | "not_reverted", reason: string | null) =>
    session.decide({ type: "children-undone", number, to, reason }, ACTOR);
  const missing: string[] = [];
  for (const { id } of await childrenToUndo(session.tx, parent)) {
    const left = await undoChild(session, number, id);
    if (left === "busy") return false;
    if (left.broken === null && left.missing.length === 0) continue;
    const child = { id, isElsewhere: await isElsewhere(session.tx, id, session.row.id) };
    if (left.broken !== null) {
      await tell("revert_failed", `${childName(child)}: ${brokenText(left.broken, child)}`);
      return true;
    }
    missing.push(
      `${childName(child)}: ${child.isElsewhere ? "not undone as a whole" : notUndoneText(left.missing)}`,
    );
  }
  if (missing.length === 0) await tell("reverted", null);
  else await tell("not_reverted", missing.join("; "));
  return true;
}

function brokenText(
  { name, reason }: NonNullable<LeftToUndo["broken"]>,
  { isElsewhere: isForeign }: { readonly isElsewhere: boolean },
): string {
  return isForeign ? "its undo failed" : `the undo of ${name} failed: ${reason}`;
}

/**
 * Begins the undo of a child, if anything is left to undo and the track has the locks that it holds meanwhile. Gives what
 * is left, or that it is not done yet.
 */
function undoChild(parent: PipelineSession, number: number, id: number): Promise<LeftToUndo | "busy"> {
  return withPipeline(parent.tx, id, async (session) => {
    if (!isPipelineEnded(session.row.state)) return "busy";
    await session.load("all");
    const left = leftToUndo(session.plan, tracksIn(session));
    if (left.broken !== null || !left.isToBegin) return left;
    if (!(await takeSlots(parent, number))) return "busy";
    // It may have said that it waits in a ring.
    if (parent.track(number).reason !== UNDOES_CHILDREN) parent.adjust(number, { reason: UNDOES_CHILDREN });
    // It had ended while a pipeline above it was paused or resumed, so it may have the old flag.
    session.setParentPaused(parent.row.isPaused || parent.row.isParentPaused, ACTOR);
    session.remark(null, "undone with the pipeline above it", ACTOR);
    await session.decide({ type: "undo", from: null, by: ACTOR, isWithParent: true }, ACTOR);
    return isPipelineEnded(session.row.state) ? leftToUndo(session.plan, tracksIn(session)) : "busy";
  });
}

function tracksIn({ tracks }: PipelineSession): readonly TrackNow[] {
  return [...tracks.allForEngine().values()].sort((one, other) => one.number - other.number);
}

/**
 * Tries again what could not be undone in the child pipelines of a track, through all levels.
 *
 * @throws Refused `state-forbids` where another track has a lock that a track above held.
 */
export async function retryUndoInside(tx: Queries, parent: ParentTrack, actor: string): Promise<void> {
  for (const { id, state } of await childrenToUndo(tx, parent)) {
    if (!isPipelineEnded(state)) continue;
    await withPipeline(tx, id, async (session) => {
      await session.load("all");
      for (const { number, state: now } of tracksIn(session)) {
        if (now !== "revert_failed") continue;
        const isRetried = await session.decideIfAllowed({ type: "retried", number }, actor);
        if (isRetried && isUndoneInside(session.track(number)))
          await retryUndoInside(tx, { pipelineId: id, number }, actor);
      }
      if (isOpenAgain(session)) await retakeLocksAbove(session);
    });
  }
}

/** Why `retryUndoInside` would be refused now, because locks are taken; null where it would not. */
export async function whyUndoInsideRefused(tx: Queries, parent: ParentTrack): Promise<string | null> {
  for (const { id, state } of await childrenToUndo(tx, parent)) {
    if (!isPipelineEnded(state)) continue;
    const broken = [...(await statesOf(tx, id))].filter(([, now]) => now === "revert_failed");
    if (broken.length === 0) continue;
    const why = await whyLocksTaken(tx, id);
    if (why !== null) return why;
    for (const [number] of broken) {
      const below = await whyUndoInsideRefused(tx, { pipelineId: id, number });
      if (below !== null) return below;
    }
  }
  return null;
}
