import { and, asc, desc, eq, getTableColumns, gt, gte, or, sql } from "drizzle-orm";
import { logFile } from "#drizzle/schema/log-file.ts";
import { attempt, logChunk } from "#drizzle/schema/pipelines/attempt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import type { Answer, Statement } from "#platform/database/statement.ts";
import { driverValue, SelectText } from "../text-of-columns.ts";

export type LogChunkRow = typeof logChunk.$inferSelect;
export type NewLogChunk = Omit<typeof logChunk.$inferInsert, "at" | "storedAt"> & {
  /** How long ago it was printed. A time of the database's clock is made from it. */
  readonly ageMs: number;
};

/** Writes a batch with one statement. If a chunk is written twice, the first one stays. */
export async function insertLogChunks(tx: Queries, rows: readonly NewLogChunk[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(logChunk)
    .ignore()
    .values(
      rows.map(({ ageMs, ...row }) => ({
        ...row,
        at: sql`now(3) - interval ${ageMs * 1_000} microsecond`,
        storedAt: sql`now(3)`,
      })),
    );
}

const CHUNK = new SelectText<LogChunkRow>("log_chunk", getTableColumns(logChunk));
const CHUNKS = `select ${CHUNK.list} from log_chunk where track_id = ? and attempt = ? and seq > ? order by seq limit ?`;
const IS_OPEN = "select 1 as isOpen from attempt where track_id = ? and number = ? and finished_at is null";

/**
 * Whether an attempt has ended, which is read first: all chunks of an ended one are stored by then. Then chunks of its log
 * after one of them.
 */
export const LOG_AFTER = {
  statements: (trackId: number, attempt: number, after: number, limit: number): Statement[] => [
    { text: IS_OPEN, values: [trackId, attempt] },
    { text: CHUNKS, values: [trackId, attempt, after, limit] },
  ],
  read: (open: Answer = [], chunks: Answer = []): { hasEnded: boolean; chunks: LogChunkRow[] } => ({
    hasEnded: (open as readonly unknown[]).length === 0,
    chunks: CHUNK.read(chunks),
  }),
};

export async function logChunksAfter(
  tx: Queries,
  trackId: number,
  attempt: number,
  after: number,
  limit: number,
): Promise<LogChunkRow[]> {
  return tx
    .select()
    .from(logChunk)
    .where(and(eq(logChunk.trackId, trackId), eq(logChunk.attempt, attempt), gt(logChunk.seq, after)))
    .orderBy(asc(logChunk.seq))
    .limit(limit);
}

/** The last bytes of the newest chunks of a log, in their order. `isCut`: a chunk has more before them. */
export async function lastOfLog(
  tx: Queries,
  trackId: number,
  attempt: number,
  chunks: number,
  bytes: number,
): Promise<(Pick<LogChunkRow, "seq" | "stream" | "bytes"> & { readonly isCut: boolean })[]> {
  const rows = await tx
    .select({
      seq: logChunk.seq,
      stream: logChunk.stream,
      isCut: sql<boolean>`length(${logChunk.bytes}) > ${bytes}`.mapWith(Boolean),
      bytes: sql<Buffer>`right(${logChunk.bytes}, ${bytes})`.mapWith(logChunk.bytes),
    })
    .from(logChunk)
    .where(and(eq(logChunk.trackId, trackId), eq(logChunk.attempt, attempt)))
    .orderBy(desc(logChunk.seq))
    .limit(chunks);
  return rows.reverse();
}

/** The line breaks in each chunk of a log, in order, and whether a chunk ends with one. The text itself is not read. */
export async function lineBreaksOf(
  tx: Queries,
  trackId: number,
  number: number,
): Promise<{ seq: number; breaks: number; endsLine: boolean }[]> {
  const rows = await tx
    .select({
      seq: logChunk.seq,
      breaks: sql<string>`length(${logChunk.bytes}) - length(replace(${logChunk.bytes}, x'0A', x''))`,
      endsLine: sql<string>`right(${logChunk.bytes}, 1) = x'0A'`,
    })
    .from(logChunk)
    .where(and(eq(logChunk.trackId, trackId), eq(logChunk.attempt, number)))
    .orderBy(asc(logChunk.seq));
  return rows.map(({ seq, breaks, endsLine }) => ({
    seq,
    breaks: Number(breaks),
    endsLine: Number(endsLine) === 1,
  }));
}

/** How many bytes the logs of a pipeline have, of the attempts that have ended. */
export async function sumOfLogs(tx: Queries, pipelineId: number): Promise<number> {
  const [row] = await tx
    .select({ bytes: sql<string>`coalesce(sum(${attempt.logBytes}), 0)` })
    .from(attempt)
    .innerJoin(track, eq(track.id, attempt.trackId))
    .where(eq(track.pipelineId, pipelineId));
  return Number(row?.bytes ?? 0);
}

/** How many bytes of the log of an attempt are stored, and the number of the last piece; 0 where there is none. */
export async function storedLogOf(
  tx: Queries,
  trackId: number,
  number: number,
): Promise<{ bytes: number; lastSeq: number }> {
  const [row] = await tx
    .select({
      bytes: sql<string>`coalesce(sum(length(${logChunk.bytes})), 0)`,
      lastSeq: sql<string>`coalesce(max(${logChunk.seq}), 0)`,
    })
    .from(logChunk)
    .where(and(eq(logChunk.trackId, trackId), eq(logChunk.attempt, number)));
  return { bytes: Number(row?.bytes ?? 0), lastSeq: Number(row?.lastSeq ?? 0) };
}

/** How many bytes of the logs of a pipeline are stored, counted anew: what runners say of them is not asked. */
export async function storedLogsIn(tx: Queries, pipelineId: number): Promise<number> {
  const [row] = await tx
    .select({ bytes: sql<string>`coalesce(sum(length(${logChunk.bytes})), 0)` })
    .from(logChunk)
    .innerJoin(track, eq(track.id, logChunk.trackId))
    .where(eq(track.pipelineId, pipelineId));
  const [moved] = await tx
    .select({ bytes: sql<string>`coalesce(sum(${logFile.logBytes}), 0)` })
    .from(logFile)
    .where(and(eq(logFile.pipelineId, pipelineId), eq(logFile.state, "stored")));
  return Number(row?.bytes ?? 0) + Number(moved?.bytes ?? 0);
}

/** A piece of a log with the number of its vertex. */
export type PipelineLogRow = LogChunkRow & { readonly number: number };
/** The place of a piece among those of all tracks of a pipeline, in the order in which they were stored. */
export type PipelineLogPlace = Pick<LogChunkRow, "storedAt" | "trackId" | "attempt" | "seq">;

/** The logs of all tracks of a pipeline after a place, in the order in which they were stored. */
export async function logsOfPipeline(
  tx: Queries,
  pipelineId: number,
  after: PipelineLogPlace | null,
  limit: number,
): Promise<PipelineLogRow[]> {
  const isBehind =
    after === null
      ? undefined
      : and(
          gte(logChunk.storedAt, after.storedAt),
          or(
            gt(logChunk.storedAt, after.storedAt),
            sql`(${logChunk.trackId}, ${logChunk.attempt}, ${logChunk.seq}) > (${after.trackId}, ${after.attempt}, ${after.seq})`,
          ),
        );
  return tx
    .select({ ...getTableColumns(logChunk), number: track.number })
    .from(logChunk)
    .innerJoin(track, eq(track.id, logChunk.trackId))
    .where(and(eq(logChunk.pipelineId, pipelineId), isBehind))
    .orderBy(asc(logChunk.storedAt), asc(logChunk.trackId), asc(logChunk.attempt), asc(logChunk.seq))
    .limit(limit);
}

const PIPELINE_LOG = new SelectText<PipelineLogRow>("log_chunk", {
  ...getTableColumns(logChunk),
  number: { text: "track.`number`", column: track.number },
});
const PLACE_ORDER = "order by stored_at, track_id, attempt, seq limit ?";
/** Read from the index of the pipeline alone: the pieces themselves are long. */
const PLACES = "select stored_at, track_id, attempt, seq from log_chunk where pipeline_id = ?";
const PLACES_BEHIND = `${PLACES} and stored_at >= ? and (stored_at > ? or (track_id, attempt, seq) > (?, ?, ?))`;

/** As `logsOfPipeline`, of several pipelines together: so many places are looked at in each, and no more. */
export async function logsOfPipelines(
  tx: Queries,
  pipelineIds: readonly number[],
  after: PipelineLogPlace | null,
  limit: number,
): Promise<PipelineLogRow[]> {
  if (pipelineIds.length === 0) return [];
  const storedAt = after === null ? null : driverValue(logChunk.storedAt, after.storedAt);
  const behind = after === null ? [] : [storedAt, storedAt, after.trackId, after.attempt, after.seq];
  const ofOne = `(${after === null ? PLACES : PLACES_BEHIND} ${PLACE_ORDER})`;
  const places = pipelineIds.map(() => ofOne).join(" union all ");
  const [rows] = await readTogether(tx, [
    {
      text: `select ${PIPELINE_LOG.list} from (select * from (${places}) as every_place ${PLACE_ORDER}) as place
        inner join log_chunk using (track_id, attempt, seq) inner join track on track.id = log_chunk.track_id
        order by log_chunk.stored_at, log_chunk.track_id, log_chunk.attempt, log_chunk.seq`,
      values: [...pipelineIds.flatMap((id) => [id, ...behind, limit]), limit],
    },
  ]);
  return PIPELINE_LOG.read(rows);
}
