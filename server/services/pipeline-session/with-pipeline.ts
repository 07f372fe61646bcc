import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { ItemsOf } from "#engine/policies/foreach.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { noteWakeUps } from "#platform/wake-ups/noted-wake-ups.ts";
import { lockGraphById } from "#repos/graphs/graph-rows.ts";
import { pipelinesAbove } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { countBegunOf } from "#repos/pipelines/pipeline-queue-rows.ts";
import {
  insertPipeline,
  type LockedPipeline,
  lockPipeline,
  lockPipelineIfFree,
  type PipelineRow,
} from "#repos/pipelines/pipeline-rows.ts";
import type { TrackRow } from "#repos/tracks/track-rows.ts";
import { refuse } from "../refusals/refused.ts";
import { PipelineSession } from "./pipeline-session.ts";
import { LoadedTracks, lockedSource } from "./read/loaded-tracks.ts";
import { planOfPipeline, type SealedPlan } from "./read/revision-content.ts";
import { refusePipeline } from "./refuse-pipeline.ts";
import { retakeLocksAbove, whyLocksTaken } from "./retake-locks.ts";
import { wakeUpsOf } from "./session-wake-ups.ts";
import { lockAboveEnded, whyUnwanted } from "./why-unwanted.ts";
import { writeNewSession, writeSession } from "./write-session.ts";

/**
 * What a caller does with a session: read tracks, let the engine decide, and change what the engine does not decide.
 */
type Body<T> = (session: PipelineSession) => Promise<T>;

/**
 * Locks a pipeline, calls `body`, and writes what it decided when it returns. This is the only way to change an
 * existing pipeline. If `body` throws, the pipeline stays as it was.
 *
 * Locks are always taken in this order, so that there is no deadlock: pipelines first, a parent before its child; then
 * the row of a graph; then slots of locks and limits, in the order of their names.
 *
 * @param likely tracks that the body will most likely load: they are read in the trip of the lock.
 * @returns what `body` returns.
 * @throws Refused `not-found` where there is no such pipeline, and every error of `body`.
 */
export async function withPipeline<T>(
  tx: Queries,
  id: number,
  body: Body<T>,
  likely: readonly number[] = [],
): Promise<T> {
  const locked = await lockPipeline(tx, id, likely);
  if (locked === null) return refusePipeline(tx, id);
  return decideAndWrite(tx, locked, body);
}

/**
 * As `withPipeline`, but does not wait for the lock.
 *
 * @returns null where another transaction has the pipeline locked, or there is none.
 */
export async function withPipelineIfFree<T>(
  tx: Queries,
  id: number,
  body: Body<T>,
  likely: readonly number[] = [],
): Promise<T | null> {
  const locked = await lockPipelineIfFree(tx, id, likely);
  return locked === null ? null : decideAndWrite(tx, locked, body);
}

async function decideAndWrite<T>(tx: Queries, locked: LockedPipeline, body: Body<T>): Promise<T> {
  const tracks = new LoadedTracks(lockedSource(tx, locked.row.id, locked.tracks), locked.row.id);
  const sealed = await planOfPipeline(tx, locked.row);
  const session = new PipelineSession({ tx, now: locked.now }, locked, sealed, tracks);
  const result = await body(session);
  await pauseAsAbove(session);
  if (await writeSession(session)) noteWakeUps(tx, wakeUpsOf(session));
  return result;
}

/** A pipeline that is about to be inserted. */
export type NewPipeline = {
  readonly row: Omit<PipelineRow, "id" | "launchedAt" | "finishedAt" | "dueAt" | "hasItems" | "revKey">;
  /** What it runs, where it runs the items of a vertex. */
  readonly items: ItemsOf | null;
  /** When its time begins with it, how long it may take, in milliseconds. */
  readonly timeout: number | null;
  readonly sealed: SealedPlan;
  /** All its tracks, in the state waiting, not written yet. */
  readonly tracks: (id: number) => readonly TrackRow[];
};

/**
 * Inserts a pipeline, lets `body` decide about it, and inserts its tracks with those decisions. This is the only way to
 * make a pipeline. Nothing is read back, because no other transaction sees the rows yet.
 *
 * @returns its id.
 * @throws every error of `body`.
 */
export async function withNewPipeline(tx: Queries, made: NewPipeline, body: Body<void>): Promise<number> {
  const { id, now } = await insertPipeline(tx, { ...made.row, itemsOf: made.items, timeout: made.timeout });
  const hasItems = made.items !== null;
  const times = { launchedAt: now, finishedAt: null, dueAt: null };
  const row: PipelineRow = { ...made.row, id, hasItems, revKey: 0, ...times };
  const tracks = LoadedTracks.ofNew(id, made.tracks(id));
  const session = new PipelineSession({ tx, now }, { row, graphName: "" }, made.sealed, tracks);
  await body(session);
  await writeNewSession(session);
  noteWakeUps(tx, wakeUpsOf(session));
  return id;
}

/**
 * As `withPipeline`, for a request of a person: it has its own transaction. It is refused where it would restart an
 * ended pipeline for which nothing above it waits, while the graph's limit of running pipelines is reached, or while a
 * lock is taken that a track above it held.
 *
 * @throws Refused `not-found`, `state-forbids`, and every error of `body`.
 */
export async function changePipeline<T>(
  database: Database,
  id: number,
  actor: string,
  body: Body<T>,
): Promise<T> {
  return transact(database, async (tx) => {
    await lockAboveEnded(tx, id);
    return withPipeline(tx, id, async (session) => {
      noteForAudit(tx, actor, { object: { kind: "pipeline", id, name: session.row.name } });
      const result = await body(session);
      if (session.isRestarted) {
        const why = await whyUnwanted(tx, session.row);
        if (why !== null) refuse("state-forbids", why);
      }
      await claimAgain(session);
      return result;
    });
  });
}

/**
 * Takes again what a pipeline that had ended needs to run: its place among the running pipelines of its graph, and the locks
 * that tracks above it held.
 *
 * @throws Refused `state-forbids` where one of them is taken.
 */
export async function claimAgain(session: PipelineSession): Promise<void> {
  if (session.isRestarted && session.plan.limits.pipelines !== null) {
    await lockGraphById(session.tx, session.row.graphId);
    const why = await whyFull(session);
    if (why !== null) refuse("state-forbids", why, { todo: "Try again once one of them has ended." });
  }
  if (isOpenAgain(session)) await retakeLocksAbove(session);
}

/** Why `claimAgain` would refuse a pipeline that has ended, if it ran again now; null where it would not. It takes nothing. */
export async function whyNotClaimedAgain(session: PipelineSession): Promise<string | null> {
  return (await whyFull(session)) ?? (await whyLocksTaken(session.tx, session.row.id));
}

/** True where it had ended, and now runs or is being undone. */
export function isOpenAgain({ before, row }: PipelineSession): boolean {
  return isPipelineEnded(before.state) && !isPipelineEnded(row.state);
}

/**
 * Pauses or resumes a pipeline that had ended and now runs again: meanwhile a pipeline above it may have been paused or
 * resumed. Of any other pipeline it changes nothing. Every session does it at its end; one that needs it earlier calls it.
 */
export async function pauseAsAbove(session: PipelineSession): Promise<void> {
  if (!isOpenAgain(session)) return;
  const [, ...above] = await pipelinesAbove(session.tx, session.row.id);
  session.setParentPaused(
    above.some(({ isPaused }) => isPaused),
    "engine",
  );
}

async function whyFull({ tx, plan, row }: PipelineSession): Promise<string | null> {
  const max = plan.limits.pipelines;
  if (max === null || (await countBegunOf(tx, row.graphId, row.countsWith ?? row.id)) < max) return null;
  return `The graph's limit of ${max} running pipeline${max === 1 ? "" : "s"} is reached: pipeline ${row.id} cannot be restarted now.`;
}
