import { and, asc, eq, gt, sql } from "drizzle-orm";
import { logChunk } from "#drizzle/schema/attempt.ts";
import type { Queries } from "#platform/database/db.ts";

export type LogChunkRow = typeof logChunk.$inferSelect;
export type NewLogChunk = Omit<typeof logChunk.$inferInsert, "at"> & {
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
      rows.map(({ ageMs, ...row }) => ({ ...row, at: sql`now(3) - interval ${ageMs * 1_000} microsecond` })),
    );
}

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
