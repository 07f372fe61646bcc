import {
  CommitUnknown,
  type Database,
  holdStatement,
  type Queries,
  transact,
} from "#platform/database/db.ts";
import { noteWakeUps } from "#platform/wake-ups/noted-wake-ups.ts";
import { readTracks, tracksByNumber, tracksOf, tracksQuery } from "#repos/tracks/track-rows.ts";
import { writeTogether } from "#repos/write-together.ts";
import { NeedsLock } from "../needs-lock.ts";
import { PipelineSession } from "../pipeline-session.ts";
import { LoadedTracks } from "../read/loaded-tracks.ts";
import { wakeUpsOf } from "../session-wake-ups.ts";
import { isOpenAgain, withPipeline, withPipelineIfFree } from "../with-pipeline.ts";
import { writesOf } from "../write-session.ts";
import type { KeptPipelines } from "./kept-pipelines.ts";
import { tracksReadNext } from "./tracks-read-next.ts";

type Body<T> = (session: PipelineSession) => Promise<T>;

/** More are read when they are needed: a trip for them costs little in comparison. */
const MAX_READ_AHEAD = 200;

/**
 * Decides from what this process kept of a pipeline, and writes it in one trip, without a lock before. The first
 * statement of the trip matches only where the pipeline still has the rev, and the key of that rev, from which was
 * decided; else nothing is written. Tracks that are not kept are read without a lock: if they were written meanwhile,
 * the rev is another one.
 *
 * @param body as for `withPipeline`. It may be called and its decisions given up: it must have no effect besides the
 *   session.
 * @param along may hold reads of its own, which are sent behind the writes.
 * @returns null where nothing was written, and the pipeline has to be locked: nothing is kept, it was outdated, or the
 *   decision needs more than the pipeline's row and tracks.
 * @throws CommitUnknown where the answer of the trip was lost.
 */
export async function withKeptPipeline<T>(
  database: Database,
  kept: KeptPipelines,
  id: number,
  body: Body<T>,
  along: (tx: Queries, session: PipelineSession) => void = () => undefined,
): Promise<{ readonly result: T } | null> {
  const taken = kept.take(id);
  if (taken === null) return null;
  const { queries } = database;
  const source = {
    known: taken.tracks,
    read: async (numbers: readonly number[] | "all") => {
      const rows = await (numbers === "all" ? tracksOf(queries, id) : tracksByNumber(queries, id, numbers));
      // Another server may answer here than the one that will be written.
      if (rows.some(({ rev }) => rev > taken.row.rev)) throw new NeedsLock();
      return rows;
    },
  };
  const session = new PipelineSession(null, taken, taken.sealed, new LoadedTracks(source, id));
  try {
    const result = await body(session);
    // Whether a pipeline above it is paused is in other rows.
    if (isOpenAgain(session)) throw new NeedsLock();
    const writes = await writesOf(session, true);
    // Then nothing would show that it was decided from the present rev.
    if (writes.length === 0) throw new NeedsLock();
    const wakeUps = wakeUpsOf(session);
    const next = await transact(database, async (tx) => {
      await writeTogether(tx, writes);
      noteWakeUps(tx, wakeUps);
      along(tx, session);
      return readNext(tx, session);
    });
    kept.keep(session, taken, next());
    return { result };
  } catch (error) {
    kept.miss(id);
    // Whatever it is: with the lock it is decided again, and said again if it is still true.
    if (!(error instanceof CommitUnknown)) return null;
    throw error;
  }
}

/** As `withPipeline` in a transaction of its own; what it leaves is kept. */
export async function withPipelineKept<T>(
  database: Database,
  kept: KeptPipelines,
  id: number,
  body: Body<T>,
  likely: readonly number[],
): Promise<T> {
  return lockAndKeep(database, kept, (tx, keeping) => withPipeline(tx, id, keeping(tx, body), likely));
}

/** As `withPipelineIfFree` in a transaction of its own; what it leaves is kept. */
export async function withPipelineIfFreeKept<T>(
  database: Database,
  kept: KeptPipelines,
  id: number,
  body: Body<T>,
  likely: readonly number[],
): Promise<T | null> {
  return lockAndKeep(database, kept, (tx, keeping) => withPipelineIfFree(tx, id, keeping(tx, body), likely));
}

type Keeping = <T>(tx: Queries, body: Body<T>) => Body<T>;

async function lockAndKeep<T>(
  database: Database,
  kept: KeptPipelines,
  work: (tx: Queries, keeping: Keeping) => Promise<T>,
): Promise<T> {
  let keep = (): void => undefined;
  const keeping: Keeping = (tx, body) => async (session) => {
    const result = await body(session);
    const next = readNext(tx, session);
    keep = () => kept.keep(session, null, next());
    return result;
  };
  const result = await transact(database, (tx) => work(tx, keeping));
  keep();
  return result;
}

/** Reads, in the trip of the writes, what the next settlements will need. Gives it once the trip is over. */
function readNext(tx: Queries, session: PipelineSession) {
  const numbers = tracksReadNext(session).slice(0, MAX_READ_AHEAD);
  let found: ReturnType<typeof readTracks> = [];
  if (numbers.length > 0)
    holdStatement(tx, tracksQuery(session.row.id, numbers), (answer) => {
      found = readTracks(answer);
    });
  return () => found;
}
