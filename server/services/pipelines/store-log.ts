import type { Database } from "#platform/database/db.ts";
import { insertLogChunks, type NewLogChunk } from "#repos/tracks/log-chunk-rows.ts";

export type LogPiece = NewLogChunk;

/** Puts pieces of logs down, of any attempts, with one statement. Said twice, stored once. */
export async function storeLog(database: Database, pieces: readonly LogPiece[]): Promise<void> {
  await insertLogChunks(database.queries, pieces);
}
