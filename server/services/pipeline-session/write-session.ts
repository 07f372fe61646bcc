import { randomInt } from "node:crypto";
import { timeoutOfPipeline } from "#engine/kinds/graph/child-pipeline.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { signalOf } from "#engine/notices/notice-state.ts";
import { needsSlots } from "#engine/policies/concurrency-claims.ts";
import { noticeSignalWrite } from "#repos/notices/notice-signal-rows.ts";
import { pipelineUpdate } from "#repos/pipelines/pipeline-writes.ts";
import { priorityShift } from "#repos/tracks/claim-query.ts";
import { concurrencyClaimInserts } from "#repos/tracks/concurrency-slot-rows.ts";
import { type TrackUpdate, trackInserts, trackUpdates } from "#repos/tracks/track-writes.ts";
import { afterSignalWrite } from "#repos/triggers/after-signal-rows.ts";
import { type Write, writeTogether } from "#repos/write-together.ts";
import { stopRunningItems } from "./ask-to-kill.ts";
import type { PipelineSession } from "./pipeline-session.ts";
import { shortened } from "./session-writes.ts";
import { trackClaims } from "./track-claims.ts";

/**
 * Writes all changes of a session under one new rev, or nothing where nothing changed. Only `withPipeline` calls it.
 *
 * @returns false where nothing changed.
 * @throws Error where a row is not as it was read: another process wrote without the pipeline's lock.
 */
export async function writeSession(session: PipelineSession): Promise<boolean> {
  const writes = await writesOf(session);
  await writeTogether(session.tx, writes);
  return writes.length > 0;
}

/**
 * What writes all changes of a session under one new rev; nothing where nothing changed. The first of them writes the
 * pipeline's row, and matches only where it is as it was read. It is called once: it also changes the session's row.
 *
 * @param isNameChecked true where the name of the pipeline's graph must be as it was read, too.
 */
export async function writesOf(session: PipelineSession, isNameChecked = false): Promise<Write[]> {
  stopRunningItems(session);
  const changed = session.tracks.changed();
  if (changed.length === 0 && !session.writes.hasEvents && session.row === session.before) return [];
  const rev = session.row.rev + 1;
  // Its parent still has the result of its first end, or of its first undo.
  if ((session.isReopened || session.isUndoneAfterFailure) && session.row.parentId !== null)
    session.adjustPipeline({ isReopened: true });
  await replaceClaims(session, changed);
  const rest = finish(session, rev, isNameChecked ? session.graphName : null);
  return [
    ...rest.pipeline,
    ...shiftPriority(session),
    ...trackUpdates(rev, session.tracks.changes()),
    ...rest.others,
  ];
}

/** The priority of each track contains that of its pipeline. */
function shiftPriority({ row, before }: PipelineSession): Write[] {
  return row.priority === before.priority ? [] : [priorityShift(row.id, row.priority - before.priority)];
}

/** The locks of these tracks may have other names now. */
async function replaceClaims(session: PipelineSession, changed: readonly TrackUpdate[]): Promise<void> {
  const renamed = changed.filter(
    ({ number, locks }) => String(locks) !== String(session.tracks.asRead(number).locks),
  );
  if (renamed.length === 0) return;
  const claims = await trackClaims(
    session,
    renamed.map(({ number }) => number),
  );
  for (const { id, number } of renamed)
    session.writes.setClaims(
      id,
      claims.filter((claim) => claim.number === number),
    );
}

/**
 * Inserts the tracks of a pipeline whose row was inserted in this transaction, as the session decided, with their
 * events and prompts.
 */
export async function writeNewSession(session: PipelineSession): Promise<void> {
  const { id, rev } = session.row;
  const claiming = session.plan.vertices.filter((vertex) => needsSlots(session.plan, vertex));
  const claims = await trackClaims(
    session,
    claiming.map(({ number }) => number),
  );
  const rest = finish(session, rev);
  await writeTogether(session.tx, [
    ...rest.pipeline,
    ...trackInserts(rev, session.tracks.changed()),
    ...concurrencyClaimInserts(id, claims),
    ...rest.others,
  ]);
}

/** 2^47: a number that JavaScript and the driver keep exactly. */
const MAX_KEY = 140_737_488_355_328;

/** The pipeline's own row; and the events, prompts, attempts and slots of a session. */
function finish(
  session: PipelineSession,
  rev: number,
  graphName: string | null = null,
): { pipeline: Write[]; others: Write[] } {
  const { before, plan } = session;
  if (before.state !== session.row.state)
    session.addEvent(null, before.state, session.row.state, session.row.reason, "engine");
  const isEnded = isPipelineEnded(session.row.state);
  session.adjustPipeline({
    rev,
    revKey: randomInt(1, MAX_KEY),
    isQueued: session.row.isQueued && !isEnded,
    // Where nothing is left to start nothing is paused. One that is begun again is paused only as those above it are.
    isPaused: session.row.isPaused && !isEnded,
    isParentPaused: session.row.isParentPaused && !isEnded,
    reason: shortened(session.row.reason),
  });
  const { row } = session;
  // It runs again after its end or after its time was over, or begins only now, so it gets the whole timeout.
  const hasNewTimeout =
    session.isRestarted || (before.isOverdue && !row.isOverdue) || (before.isQueued && !row.isQueued);
  const timeout = hasNewTimeout ? timeoutOfPipeline(plan.timeout, row.parentTimeout) : null;
  return {
    pipeline: [pipelineUpdate(before, row, timeout, graphName)],
    others: [
      ...session.writes.statements(row.id, rev),
      ...noticeSignal(session, rev),
      ...afterSignal(session),
    ],
  };
}

/**
 * Notes the end of a pipeline for the rules of notices, and that it failed where its graph undoes it. Of a child its parent
 * says what it means; a test means nothing.
 */
function noticeSignal({ before, row }: PipelineSession, rev: number): Write[] {
  const signal = row.parentId !== null || row.isTest ? null : signalOf(before.state, row.state);
  return signal === null ? [] : [noticeSignalWrite(row.id, rev, signal)];
}

/**
 * Notes the end of a pipeline for the triggers that launch after it. What runs only items is no pipeline of its graph, and
 * nothing is launched after a test.
 */
function afterSignal({ before, row }: PipelineSession): Write[] {
  const { state } = row;
  if (row.hasItems || row.isTest || state === before.state || !isPipelineEnded(state)) return [];
  return [afterSignalWrite(row.graphId, row.id, state)];
}
