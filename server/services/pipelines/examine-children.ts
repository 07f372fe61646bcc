import type { ExaminedPipeline } from "#contract/runners/fleet.ts";
import { childViolations } from "#engine/explain/child-violations.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { childrenOfTracks } from "#repos/pipelines/children/child-pipeline-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

/**
 * Finds tracks whose state contradicts that of their child pipeline, and an ended pipeline that is marked as paused. A
 * repair has the track told once more what became of its child, as after a retry in it.
 */
export async function examineChildren(
  session: PipelineSession,
  isRepair: boolean,
  actor: string,
): Promise<ExaminedPipeline["violations"]> {
  const found: ExaminedPipeline["violations"][number][] = [];
  const { row } = session;
  if (isPipelineEnded(row.state) && (row.isPaused || row.isParentPaused)) {
    const text = `The pipeline is ${row.state}, and marked as paused.`;
    found.push({ code: "ended-paused", vertex: null, text, isRepairable: true });
    // Every write of an ended pipeline takes the mark away.
    if (isRepair) session.remark(null, `repaired: ${text}`, actor);
  }
  for (const child of await childrenOfTracks(session.tx, row.id)) {
    const { number } = child;
    const { name } = session.vertex(number);
    const { state, reason, attempt } = session.track(number);
    if (child.attempt !== attempt) continue;
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
