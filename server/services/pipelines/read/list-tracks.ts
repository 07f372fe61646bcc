import type { TrackChange } from "#contract/pipelines/timeline.ts";
import { type ChildCounts, MAX_PAGE_CHANGES, type TrackList } from "#contract/pipelines/track-list.ts";
import { type TrackQuery, trackPage } from "#engine/explain/track-page.ts";
import { isChild } from "#engine/kinds/kinds.ts";
import type { TrackState } from "#engine/model/track.ts";
import { NOT_BEGUN, pastRun } from "#engine/past/past-run.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { newestChildren } from "#repos/pipelines/children/child-pipeline-rows.ts";
import {
  type EventRow,
  eventsOfTracks,
  isTrackChange,
  statesAt,
} from "#repos/pipelines/events/event-rows.ts";
import { countTracksByState, statesOf, tracksByNumber } from "#repos/tracks/track-rows.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";
import { trackViews } from "./show-pipeline.ts";
import { pipelineWithId, showSummary } from "./show-summary.ts";

/** A page of tracks, as they are now or as they stood at a moment, and whether with what happened to them. */
export type ListedTracks = TrackQuery & { readonly withChanges: boolean; readonly at: number | null };

/**
 * A page of the tracks of a pipeline, those first that people look for. Of all tracks only the states are read.
 *
 * @throws Refused `not-found`.
 */
export async function listTracks(
  tx: Queries,
  id: number,
  { withChanges, at, ...query }: ListedTracks,
): Promise<TrackList> {
  const found = await pipelineWithId(tx, id);
  const { plan } = await planOfPipeline(tx, found.pipeline);
  const then = at === null ? null : await statesAt(tx, id, new Date(at));
  const listed = [...(await statesOf(tx, id))].map(([number, now]) => {
    const state = then === null ? now : (then.states.get(number) ?? NOT_BEGUN.state);
    return { number, state, name: plan.vertices[number]?.name ?? String(number) };
  });
  const { numbers, matching, next } = trackPage(listed, query);
  const rows = numbers.length === 0 ? [] : await tracksByNumber(tx, id, numbers);
  const views = new Map((await trackViews(tx, found, rows)).map((view) => [view.number, view]));
  const until = then?.rev ?? null;
  const events =
    withChanges || until !== null
      ? await eventsOfTracks(tx, id, numbers, { until, limit: MAX_PAGE_CHANGES })
      : [];
  const summary = await showSummary(tx, id);
  return {
    pipeline: then === null ? summary : { ...summary, counts: countsOf(listed) },
    matching,
    tracks: numbers.flatMap((number) => views.get(number) ?? []),
    next,
    changes: withChanges ? events.filter(isTrackChange).map(trackChange) : [],
    past:
      until === null ? null : { rev: until, tracks: pastTracks(events, numbers, then?.states ?? new Map()) },
  };
}

function countsOf(listed: readonly { readonly state: TrackState }[]): Partial<Record<TrackState, number>> {
  const counts: Partial<Record<TrackState, number>> = {};
  for (const { state } of listed) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function trackChange({ number, attempt, fromState, toState, at }: EventRow): TrackChange {
  const states = { from: fromState as TrackState, to: toState as TrackState };
  return { number: number ?? -1, attempt: attempt ?? 0, ...states, at: at.getTime() };
}

/** How tracks stood after these events. */
function pastTracks(
  events: readonly EventRow[],
  numbers: readonly number[],
  states: ReadonlyMap<number, TrackState>,
) {
  const told = events.map(({ number, fromState, toState, ...event }) => {
    return { ...event, vertex: String(number), from: fromState, to: toState };
  });
  const { tracks } = pastRun(told, Number.POSITIVE_INFINITY);
  // Of a page with very many events the oldest are not read; the states are those of all events.
  return numbers.map((number) => ({
    ...{ number, ...(tracks.get(String(number)) ?? NOT_BEGUN) },
    state: states.get(number) ?? NOT_BEGUN.state,
  }));
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
