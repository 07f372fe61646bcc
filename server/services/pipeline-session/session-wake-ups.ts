import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { type WakeUp, workForOne } from "#platform/wake-ups/wake-up.ts";
import type { TrackUpdate } from "#repos/tracks/track-writes.ts";
import type { PipelineSession } from "./pipeline-session.ts";

/** A sleep that may be over before the slow polls of runners see it. */
const MAX_SHORT_SLEEP_MS = 5_000;

/** Who is to look at the database once this session is committed, and for what. Only hints: see decision 063. */
export function wakeUpsOf(session: PipelineSession): WakeUp[] {
  const { id: pipeline, state } = session.row;
  const changed = session.tracks.changed();
  const kinds: WakeUp["kind"][] = [session.before.state === state ? "changed" : "ended"];
  const isForAll = makesWorkForAll(session, changed);
  if (isForAll) kinds.push("work");
  if (changed.some((track) => mayHaveToEnd(session, track))) kinds.push("kill");
  const wakeUps: WakeUp[] = kinds.map((kind) => ({ kind, pipeline }));
  const ready = session.newlyClaimable().length;
  return isForAll || ready === 0 ? wakeUps : [...wakeUps, workForOne(pipeline, ready)];
}

/**
 * There may be something that not any one runner can do, and this session did not do it itself: tracks that want labels,
 * tracks that others made and that may be claimed now, or what is to be done for all.
 */
function makesWorkForAll(session: PipelineSession, changed: readonly TrackUpdate[]): boolean {
  const { row, before, plan } = session;
  const isQueueShorter =
    plan.limits.pipelines !== null && isPipelineEnded(row.state) && !isPipelineEnded(before.state);
  const isResumed =
    (before.isPaused && !row.isPaused) || (before.isParentPaused && !row.isParentPaused) || row.isReopened;
  const isClosing =
    row.cancelledBy !== before.cancelledBy ||
    row.isKilled !== before.isKilled ||
    row.isOverdue !== before.isOverdue ||
    row.halt !== before.halt;
  return (
    isQueueShorter ||
    isResumed ||
    isClosing ||
    session.concernsOthers ||
    session.writes.hasReleases ||
    session.newlyClaimable().some((number) => session.tracks.asRead(number).labels !== "") ||
    changed.some((track) => isToBeLookedAt(session, track))
  );
}

function isToBeLookedAt(session: PipelineSession, { number, sleep, due }: TrackUpdate): boolean {
  const read = session.tracks.asRead(number);
  const isCalled = sleep === "callback" && read.sleep !== "callback";
  const hasLeftChild = read.sleep === "child" && sleep !== "child";
  return isCalled || hasLeftChild || (typeof due === "number" && due < MAX_SHORT_SLEEP_MS);
}

/** Its script may run, and somebody else decided about the track. */
function mayHaveToEnd(session: PipelineSession, { id, number, token, isKillAsked }: TrackUpdate): boolean {
  const read = session.tracks.asRead(number);
  if (read.token === null) return false;
  if (isKillAsked && !read.isKillAsked) return true;
  const isSettled = read.state !== "lost" && session.writes.endOfAttempt(id, read.attempt) !== undefined;
  return !isSettled && token?.equals(read.token) !== true;
}
