import type { AttemptSummary } from "#contract/pipelines/attempts.ts";
import type { EventView, PipelineSummary, TrackView } from "#contract/pipelines/pipelines.ts";
import type { TrackList } from "#contract/pipelines/track-list.ts";
import { wordOfState } from "#engine/model/state-words.ts";
import type { TrackState } from "#engine/model/track.ts";
import { NOT_BEGUN, type PastRun, type PastTrack } from "#engine/past/past-run.ts";
import type { PipelineNow } from "../store/apply-delta.ts";
import { NO_HISTORY, type TrackHistory, withChanges } from "../timeline/geometry/track-history.ts";

/** What a page would have known of a run at an instant. What the events do not say is left out. */
export function pastNow(live: PipelineNow, run: PastRun, rev: number): PipelineNow {
  const tracks = new Map(
    [...live.tracks].map(([vertex, track]) => [
      vertex,
      pastTrack(track, run.tracks.get(vertex) ?? NOT_BEGUN, rev),
    ]),
  );
  return { rev, pipeline: pastSummary(live.pipeline, run, rev, tracks.values()), tracks };
}

/** The tracks of a page as they are, or as they stood where it says so. */
export function shownTracks({ tracks, past }: Pick<TrackList, "tracks" | "past">): readonly TrackView[] {
  if (past === null) return tracks;
  const then = new Map(past.tracks.map((track) => [track.number, track]));
  return tracks.map((track) => pastTrack(track, then.get(track.number) ?? NOT_BEGUN, past.rev));
}

/** The child pipeline of a track as it stood: it ran while the track waited for it, and what it came to is what the track says. */
function pastChild(live: TrackView, { child: id, state, attempt }: PastTrack): TrackView["child"] {
  if (id === null) return null;
  if (state === "sleeping") return { id, state: "running", attempt };
  if (state === "succeeded" || state === "cancelled") return { id, state, attempt };
  if (state !== "failed") return null;
  const isCancelled = live.child?.id === id && live.child.state === "cancelled";
  return { id, state: isCancelled ? "cancelled" : "failed", attempt };
}

/** A track that has not changed since is as it is now. */
function pastTrack(live: TrackView, past: PastTrack, rev: number): TrackView {
  const child = pastChild(live, past);
  if (live.rev <= rev) return { ...live, child };
  const { state, attempt, reason, readyAt, startedAt, finishedAt } = past;
  const isSameAttempt = attempt > 0 && attempt === live.attempt;
  return {
    ...live,
    ...{ state, attempt, reason, readyAt, startedAt, finishedAt },
    word: wordOfState(state),
    rev: past.rev,
    runner: null,
    exitCode: null,
    signal: null,
    inputs: isSameAttempt ? live.inputs : null,
    outputs: isSameAttempt && state === "succeeded" ? live.outputs : null,
    ...{ decidedBy: null, decidedWhy: null, isKillAsked: false, isBreak: past.isBreak, isStale: false },
    ...{ hadNoTime: false, roundsDone: null, child, dueAt: null, sleep: null, giveUpAt: null },
    ...{ prompt: null, callback: null, blame: null },
    why: reason,
    isPersonNeededBelow: false,
    ...{ queuedFor: null, override: null },
    failure:
      state === "failed" ? { reason, lastLine: null, isHandled: live.failure?.isHandled ?? false } : null,
  };
}

function pastSummary(
  live: PipelineSummary,
  { state, reason, finishedAt, pause }: PastRun,
  rev: number,
  tracks: Iterable<TrackView>,
): PipelineSummary {
  if (live.rev <= rev) return live;
  const counts: Partial<Record<TrackState, number>> = {};
  for (const track of tracks) counts[track.state] = (counts[track.state] ?? 0) + 1;
  return {
    ...live,
    ...{ state, reason, finishedAt, rev, counts },
    ...{ isPaused: pause?.isAbove === false, isParentPaused: pause?.isAbove === true },
    pause: pause === null ? null : { by: pause.by, reason: pause.reason },
    ...{ isQueued: false, isCancelling: false },
    ...{ dueAt: null, needsHuman: false, needs: "", acknowledgedBy: null },
    ...{ handledFailures: 0, staleTracks: 0, overrides: 0, remarks: "" },
  };
}

/** What had happened to the tracks up to an instant, as the timeline reads it. */
export function pastHistory(
  events: readonly EventView[],
  rev: number,
  numberOf: ReadonlyMap<string, number>,
): TrackHistory {
  const changes = events.flatMap((event) => {
    const number = event.vertex === null ? undefined : numberOf.get(event.vertex);
    const { kind, from, to, attempt, at } = event;
    if (event.rev > rev || kind !== "track" || number === undefined || from === null || to === null)
      return [];
    // As the server gives them: a remark is none, another attempt that follows itself is.
    if (from === to && to !== "sleeping" && to !== "reverting") return [];
    const states = { from: from as TrackState, to: to as TrackState };
    return [{ number, attempt: attempt ?? 0, ...states, at: at.getTime() }];
  });
  return withChanges(NO_HISTORY, { changes, next: { rev, n: 0 }, isAll: true });
}

/** The attempts that had begun by then. One that had not ended runs. */
export function attemptsAt(attempts: readonly AttemptSummary[], at: Date): AttemptSummary[] {
  return attempts
    .filter(({ startedAt }) => startedAt <= at)
    .map((attempt) =>
      attempt.finishedAt === null || attempt.finishedAt <= at
        ? attempt
        : {
            ...attempt,
            ...{
              state: "running",
              exitCode: null,
              signal: null,
              reason: null,
              finishedAt: null,
            },
          },
    );
}
