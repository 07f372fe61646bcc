import type { ChildCounts, TrackList } from "#contract/pipelines/track-list.ts";
import { type TrackQuery, trackPage } from "#engine/explain/track-page.ts";
import { isChild } from "#engine/kinds/kinds.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { newestChildren } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { countTracksByState, statesOf, tracksByNumber } from "#repos/tracks/track-rows.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";
import { trackViews } from "./show-pipeline.ts";
import { pipelineWithId, showSummary } from "./show-summary.ts";

/**
 * A page of the tracks of a pipeline, those first that people look for. Of all tracks only the states are read.
 *
 * @throws Refused `not-found`.
 */
export async function listTracks(tx: Queries, id: number, query: TrackQuery): Promise<TrackList> {
  const found = await pipelineWithId(tx, id);
  const { plan } = await planOfPipeline(tx, found.pipeline);
  const listed = [...(await statesOf(tx, id))].map(([number, state]) => {
    return { number, state, name: plan.vertices[number]?.name ?? String(number) };
  });
  const { numbers, matching, next } = trackPage(listed, query);
  const rows = numbers.length === 0 ? [] : await tracksByNumber(tx, id, numbers);
  const views = new Map((await trackViews(tx, found, rows)).map((view) => [view.number, view]));
  return {
    pipeline: await showSummary(tx, id),
    matching,
    tracks: numbers.flatMap((number) => views.get(number) ?? []),
    next,
  };
}

/**
 * How far the child pipelines of a pipeline's tracks are, in one question for all of them. A child pipeline may be of a
 * graph in another folder: of those that may not be read nothing is said.
 *
 * @throws Refused `not-found`.
 */
export async function countChildren(tx: Queries, id: number, folders: FolderIds): Promise<ChildCounts[]> {
  const { pipeline } = await pipelineWithId(tx, id);
  const { plan } = await planOfPipeline(tx, pipeline);
  const parents = plan.vertices.filter(isChild);
  const children = await newestChildren(
    tx,
    id,
    parents.map(({ number }) => number),
    folders,
  );
  const counted = await countTracksByState(
    tx,
    [...children.values()].map((child) => child.id),
  );
  const countsOf = new Map<number, Partial<Record<TrackState, number>>>();
  for (const { pipelineId, state, count } of counted)
    countsOf.set(pipelineId, { ...countsOf.get(pipelineId), [state]: count });
  return parents.flatMap(({ number, name }) => {
    const child = children.get(number);
    const counts = child === undefined ? undefined : countsOf.get(child.id);
    return counts === undefined ? [] : [{ vertex: name, counts }];
  });
}
