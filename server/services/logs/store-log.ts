import type { LogPiece } from "#contract/runners/runner-gateway.ts";
import type { Database } from "#platform/database/db.ts";
import { insertLogChunks, sumOfLogs } from "#repos/tracks/log-chunk-rows.ts";

/** Stores chunks of logs of any attempts with one statement. A chunk that is sent twice is stored once. */
export async function storeLog(database: Database, pieces: readonly LogPiece[]): Promise<void> {
  await insertLogChunks(database.queries, pieces);
}

/** How many bytes the logs of a pipeline have, of the attempts that have ended. */
export function bytesLoggedIn({ queries }: Database, pipelineId: number): Promise<number> {
  return sumOfLogs(queries, pipelineId);
}
