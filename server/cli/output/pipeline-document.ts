import type { PipelineSummary, PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";

/** A pipeline as `--json` prints it. Scripts may rely on its shape: docs/command-line.md. */
export function pipelineDocument({ pipeline, params, tracks }: PipelineView) {
  return {
    ...headOf(pipeline),
    params,
    startedAt: pipeline.launchedAt,
    finishedAt: pipeline.finishedAt,
    dueAt: pipeline.dueAt,
    tracks: tracks.map(trackDocument),
  };
}

/** A track as `--json` prints it. */
export function trackDocument(track: TrackView) {
  return {
    vertex: track.vertex,
    state: track.state,
    reason: track.reason,
    stale: track.isStale,
    override: track.override,
    attempt: track.attempt,
    inputs: track.inputs ?? {},
    outputs: track.outputs ?? {},
    exitCode: track.exitCode,
    signal: track.signal,
    startedAt: track.startedAt,
    finishedAt: track.finishedAt,
    dueAt: track.dueAt,
    giveUpAt: track.giveUpAt,
    // Only where it runs a child pipeline, or ran one.
    ...(track.child !== null && { child: track.child }),
    // Only where the track can be called.
    ...(track.callback !== null && { callback: track.callback }),
  };
}

/** The same without its tracks; instead the number of tracks in each state. */
export function summaryDocument(pipeline: PipelineSummary) {
  return {
    ...headOf(pipeline),
    startedAt: pipeline.launchedAt,
    finishedAt: pipeline.finishedAt,
    launchedBy: pipeline.launchedBy,
    counts: pipeline.counts,
    needsHuman: pipeline.needsHuman,
    needs: pipeline.needs,
  };
}

function headOf(pipeline: PipelineSummary) {
  const { id, graph, revision, digest, name, state, isPaused, reason, priority, labels } = pipeline;
  const { handledFailures, staleTracks, overrides } = pipeline;
  const head = { id, graph, revision, digest, name, state, paused: isPaused, reason, priority, labels };
  return { ...head, handledFailures, staleTracks, overrides };
}
