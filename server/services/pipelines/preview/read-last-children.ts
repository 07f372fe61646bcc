import { type LastChild, MAX_NAMES } from "#contract/pipelines/previews.ts";
import type { PreviewedAct } from "#engine/explain/preview/pipeline-copy.ts";
import type { TrackState } from "#engine/model/track.ts";
import { isRetriedInside } from "#engine/transition/retry-failed.ts";
import { newestChildren } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { countTracksByState } from "#repos/tracks/track-rows.ts";
import type { PipelineSession } from "../../pipeline-session/pipeline-session.ts";
import { readSession } from "./read-session.ts";

/**
 * How much of the child pipelines of these tracks' present attempts has succeeded: an act that launches others runs that again.
 *
 * @param session has all tracks.
 * @param anew tracks that launch another child. Of the one track that is retried it is told as well.
 */
export async function readLastChildren(
  session: PipelineSession,
  act: PreviewedAct,
  anew: readonly number[],
): Promise<readonly LastChild[]> {
  const { tx, row } = session;
  const retried = act.type === "retried" ? act.number : null;
  const numbers = [...new Set([...(retried === null ? [] : [retried]), ...anew])].slice(0, MAX_NAMES);
  const found = await newestChildren(tx, row.id, numbers);
  const children = [...found].filter(([number, { attempt }]) => attempt === session.track(number).attempt);
  const counts = await countTracksByState(
    tx,
    children.map(([, { id }]) => id),
  );
  return Promise.all(
    children.map(async ([number, { id }]) => {
      const own = counts.filter(({ pipelineId }) => pipelineId === id);
      const sum = (of: typeof own) => of.reduce((all, { count }) => all + count, 0);
      const countIn = (state: TrackState) => sum(own.filter((each) => each.state === state));
      const { name, spec } = session.vertex(number);
      return {
        vertex: name,
        isItems: spec.foreach !== undefined,
        of: sum(own),
        succeeded: countIn("succeeded"),
        failed: countIn("failed"),
        canGoOn: number === retried && (await canGoOn(session, number, id)),
      };
    }),
  );
}

/** True if what failed in this child of a track can be retried without the rest, now or later. */
async function canGoOn(session: PipelineSession, number: number, child: number): Promise<boolean> {
  const track = session.track(number);
  if (track.state !== "failed") return false;
  const { plan, row, tracks } = await readSession(session.tx, child);
  return isRetriedInside(session.row, track, { plan, pipeline: row, tracks: tracks.allForEngine() });
}
