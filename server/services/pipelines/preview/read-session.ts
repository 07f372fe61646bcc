import type { Queries } from "#platform/database/db.ts";
import { tracksOf } from "#repos/tracks/track-rows.ts";
import { PipelineSession } from "../../pipeline-session/pipeline-session.ts";
import { LoadedTracks } from "../../pipeline-session/read/loaded-tracks.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";
import { readUnchanged } from "../read/read-unchanged.ts";
import { pipelineWithId } from "../read/show-summary.ts";

/**
 * A session of all tracks that is only read: its row is not locked, and nothing of it is written.
 *
 * @throws Refused `not-found`; `database-busy` where the pipeline changes too fast to be read.
 */
export async function readSession(tx: Queries, id: number): Promise<PipelineSession> {
  const { found, tracks: rows } = await readUnchanged(
    () => pipelineWithId(tx, id),
    () => tracksOf(tx, id),
  );
  const { pipeline, graphName } = found;
  const sealed = await planOfPipeline(tx, pipeline);
  // Which tracks are reached does not depend on the time.
  const locked = { tx, now: pipeline.launchedAt };
  const tracks = new LoadedTracks({ known: new Map(), read: async () => rows }, id);
  const session = new PipelineSession(locked, { row: pipeline, graphName }, sealed, tracks);
  await session.load("all");
  return session;
}
