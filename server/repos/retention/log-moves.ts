import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { ResultSetHeader } from "mysql2";
import { logChunk } from "#drizzle/schema/pipelines/attempt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { ENDED_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";
import type { LogChunkRow } from "../tracks/log-chunk-rows.ts";

/**
 * Pipelines after an id that have logs in the table, in their order. `isDue`: it ended so many seconds ago, so that its
 * logs may be moved.
 */
export async function pipelinesWithLogs(
  tx: Queries,
  { after, endedSeconds, limit }: { after: number; endedSeconds: number; limit: number },
): Promise<{ readonly id: number; readonly isDue: boolean }[]> {
  const [rows] = await tx.execute(
    sql`select c.pipeline_id as id, p.state in ${[...ENDED_PIPELINE_STATES]} and p.removed_at is null
          and p.finished_at <= now(3) - interval ${endedSeconds} second as isDue
        from (select distinct pipeline_id from log_chunk where pipeline_id > ${after} order by pipeline_id limit ${limit}) c
        left join pipeline p on p.id = c.pipeline_id order by c.pipeline_id`,
  );
  return (rows as unknown as { id: number | string; isDue: number | null }[]).map(({ id, isDue }) => ({
    id: Number(id),
    isDue: Number(isDue) === 1,
  }));
}

/** The tracks of a pipeline that have logs in the table, with the numbers of their vertices. */
export async function tracksWithLogs(
  tx: Queries,
  pipelineId: number,
): Promise<{ readonly id: number; readonly number: number }[]> {
  const ids = await tx
    .selectDistinct({ id: logChunk.trackId })
    .from(logChunk)
    .where(eq(logChunk.pipelineId, pipelineId));
  if (ids.length === 0) return [];
  return tx
    .select({ id: track.id, number: track.number })
    .from(track)
    .where(
      inArray(
        track.id,
        ids.map(({ id }) => id),
      ),
    )
    .orderBy(asc(track.id));
}

/** The pieces of all logs of a track behind one of them, in their order. */
export async function piecesOfTrack(
  tx: Queries,
  trackId: number,
  after: Pick<LogChunkRow, "attempt" | "seq">,
  limit: number,
): Promise<LogChunkRow[]> {
  return tx
    .select()
    .from(logChunk)
    .where(
      and(
        eq(logChunk.trackId, trackId),
        sql`(${logChunk.attempt} > ${after.attempt} or (${logChunk.attempt} = ${after.attempt} and ${logChunk.seq} > ${after.seq}))`,
      ),
    )
    .orderBy(asc(logChunk.attempt), asc(logChunk.seq))
    .limit(limit);
}

/** Deletes exactly these pieces, which are in their order. Gives how many there were. */
export async function deletePieces(
  tx: Queries,
  pieces: readonly Pick<LogChunkRow, "trackId" | "attempt" | "seq">[],
): Promise<number> {
  let deleted = 0;
  for (let at = 0; at < pieces.length; ) {
    const from = at;
    at += 1;
    // Only numbers that follow each other: a piece in between that came late is not one of these.
    while (isNext(pieces[at - 1], pieces[at])) at += 1;
    const [first, last] = [pieces[from], pieces[at - 1]];
    const answer = await tx.execute(
      sql`delete from log_chunk where track_id = ${first?.trackId} and attempt = ${first?.attempt}
        and seq between ${first?.seq} and ${last?.seq}`,
    );
    deleted += (answer as unknown as [ResultSetHeader])[0].affectedRows;
  }
  return deleted;
}

type Place = Pick<LogChunkRow, "trackId" | "attempt" | "seq">;

function isNext(one: Place | undefined, other: Place | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    other.trackId === one.trackId &&
    other.attempt === one.attempt &&
    other.seq === one.seq + 1
  );
}
