import type { PipelineSummary, PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";
import type { PipelineDelta } from "#contract/pipelines/watch.ts";

/** What a page knows of a pipeline: everything up to `rev`. */
export type PipelineNow = {
  readonly rev: number;
  readonly pipeline: PipelineSummary;
  readonly tracks: ReadonlyMap<string, TrackView>;
};

/** The first look, from which the stream goes on. */
export function pipelineNow({ pipeline, tracks }: PipelineView): PipelineNow {
  return { rev: pipeline.rev, pipeline, tracks: new Map(tracks.map((track) => [track.vertex, track])) };
}

/**
 * What is known after a delta. It has whole tracks with the rev of their last change, so a delta that comes
 * twice or late changes nothing, and the newest state of each track stays in whatever order deltas come. A delta that
 * says nothing new gives the same object, a track that did not change the same track. What waits for a person below a
 * track, and what keeps one from being claimed, may change while the pipeline and its rev stay.
 */
export function applyDelta(now: PipelineNow, delta: Omit<PipelineDelta, "log">): PipelineNow {
  const newer = new Map<string, TrackView>();
  for (const track of delta.tracks)
    if (isNewer(track, newer.get(track.vertex) ?? now.tracks.get(track.vertex)))
      newer.set(track.vertex, track);
  const pipeline = isNewerSummary(delta.pipeline, now.pipeline) ? delta.pipeline : now.pipeline;
  const rev = Math.max(now.rev, delta.rev);
  if (newer.size === 0 && pipeline === now.pipeline && rev === now.rev) return now;
  if (newer.size === 0) return { rev, pipeline, tracks: now.tracks };
  const tracks = new Map(now.tracks);
  for (const [vertex, track] of newer) tracks.set(vertex, track);
  return { rev, pipeline, tracks };
}

/** What several deltas say together, as one. */
export function mergedDelta(deltas: readonly PipelineDelta[]): Omit<PipelineDelta, "log"> {
  let [rev, pipeline]: [number, PipelineSummary | null] = [0, null];
  for (const delta of deltas) {
    rev = Math.max(rev, delta.rev);
    if (delta.pipeline !== null && (pipeline === null || delta.pipeline.rev >= pipeline.rev))
      pipeline = delta.pipeline;
  }
  return { rev, pipeline, tracks: deltas.flatMap(({ tracks }) => tracks) };
}

function isNewer(track: TrackView, known: TrackView | undefined): boolean {
  if (known === undefined || track.rev > known.rev) return true;
  return track.rev === known.rev && track.why !== known.why;
}

function isNewerSummary(summary: PipelineSummary | null, known: PipelineSummary): summary is PipelineSummary {
  if (summary === null) return false;
  if (summary.rev !== known.rev) return summary.rev > known.rev;
  return summary.needs !== known.needs || summary.reason !== known.reason;
}
