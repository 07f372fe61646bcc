import type { Database } from "#platform/database/db.ts";
import { insertLogChunks, type NewLogChunk } from "#repos/tracks/log-chunk-rows.ts";

export type LogPiece = NewLogChunk;

/** Stores chunks of logs of any attempts with one statement. A chunk that is sent twice is stored once. */
export async function storeLog(database: Database, pieces: readonly LogPiece[]): Promise<void> {
  await insertLogChunks(database.queries, pieces);
}
