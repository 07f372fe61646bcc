import type { AfterCancel, AfterRetry } from "#contract/pipelines.ts";
import { stillRunsAfterCancel } from "#engine/explain/after-cancel.ts";
import { staleAfterRetry } from "#engine/transition/stale.ts";
import type { Queries } from "#platform/database/db.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { LoadedTracks, lockedSource } from "../pipeline-session/read/loaded-tracks.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import { pipelineWithId } from "./show-summary.ts";

/**
 * What would still run if the pipeline was cancelled now without kill. Changes nothing.
 *
 * @throws Refused `not-found`.
 */
export async function foreseeCancel(tx: Queries, id: number): Promise<AfterCancel> {
  const session = await readSession(tx, id);
  // Nothing of a queued pipeline has begun, so there is nothing to react to.
  if (session.row.isQueued) return { running: [], willRun: [], mayRun: [] };
  const { plan, row, facts } = session;
  const still = stillRunsAfterCancel(plan, row, session.tracks.allForEngine(), facts);
  const names = (numbers: readonly number[]) => numbers.map((number) => session.vertex(number).name);
  return { running: names(still.running), willRun: names(still.willRun), mayRun: names(still.mayRun) };
}

/**
 * What a retry of a track would make stale. Changes nothing.
 *
 * @throws Refused `not-found`.
 */
export async function foreseeRetry(
  tx: Queries,
  { id, vertex }: { id: number; vertex: string },
): Promise<AfterRetry> {
  const session = await readSession(tx, id);
  const stale = staleAfterRetry(session.plan, session.numberOf(vertex), (number) => session.track(number));
  return { stale: stale.map((number) => session.vertex(number).name) };
}

/** A session that is only read: its row is not locked, and nothing of it is written. */
async function readSession(tx: Queries, id: number): Promise<PipelineSession> {
  const { pipeline, graphName } = await pipelineWithId(tx, id);
  const sealed = await planOfPipeline(tx, pipeline);
  // Which tracks are reached does not depend on the time.
  const locked = { tx, now: pipeline.launchedAt };
  const tracks = new LoadedTracks(lockedSource(tx, id, []), id);
  const session = new PipelineSession(locked, { row: pipeline, graphName }, sealed, tracks);
  await session.load("all");
  return session;
}
