import type { ExaminedPipeline } from "#contract/runners/fleet.ts";
import { childViolations } from "#engine/explain/child-violations.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";
import { isEnded } from "#engine/model/track.ts";
import { childrenOfTracks } from "#repos/pipelines/children/child-pipeline-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import { followPause } from "./pause-pipeline.ts";

/**
 * Finds tracks whose state contradicts that of their child pipeline, an ended pipeline that is marked as paused, and a
 * child that is paused by a parent that is not. A repair has the track told once more what became of its child, as after a
 * retry in it, and has the child resumed.
 */
export async function examineChildren(
  session: PipelineSession,
  isRepair: boolean,
  actor: string,
): Promise<ExaminedPipeline["violations"]> {
  const found: ExaminedPipeline["violations"][number][] = [];
  const { row } = session;
  if (isPipelineEnded(row.state) && (row.isPaused || row.isParentPaused)) {
    const text = `The pipeline is ${STATE_WORDS[row.state]}, and marked as paused.`;
    found.push({ code: "ended-paused", vertex: null, text, isRepairable: true });
    // Every write of an ended pipeline takes the mark away.
    if (isRepair) session.remark(null, `repaired: ${text}`, actor);
  }
  for (const child of await childrenOfTracks(session.tx, row.id)) {
    const { number } = child;
    const { name } = session.vertex(number);
    const { state, reason, attempt } = session.track(number);
    if (child.attempt !== attempt) continue;
    if (isPausedByMistake(session, child)) {
      const text = `Pipeline ${child.id} of ${name} is paused by its parent, which is not paused.`;
      found.push({ code: "paused-below", vertex: name, text, isRepairable: true });
      if (isRepair) {
        await withPipeline(session.tx, child.id, (below) => followPause(below, session, actor));
        session.remark(number, `repaired: ${text}`, actor);
      }
    }
    // Where it was cancelled, or its time was over, tracks have ended for that.
    const isOver = row.cancelledBy !== null || row.isOverdue;
    const violations = childViolations({ name, state, reason, child });
    for (const { code, text, canBeTold } of isOver ? [] : violations) {
      found.push({ code, vertex: name, text, isRepairable: canBeTold });
      if (!isRepair || !canBeTold) continue;
      await withPipeline(session.tx, child.id, async (below) => below.adjustPipeline({ isReopened: true }));
      session.remark(number, `repaired: ${text}`, actor);
    }
  }
  return found;
}

type ChildOfTrack = Awaited<ReturnType<typeof childrenOfTracks>>[number];

/** What a cancel or the timeout of the parent ends is about to be ended, and what is begun again is about to be told. */
function isPausedByMistake(session: PipelineSession, child: ChildOfTrack): boolean {
  const { isPaused, isParentPaused } = session.row;
  return (
    child.isParentPaused &&
    !isPaused &&
    !isParentPaused &&
    !isPipelineEnded(child.state) &&
    !child.isReopened &&
    !isEnded(session.track(child.number).state) &&
    !session.isEndedEarlyFor(child.number)
  );
}
