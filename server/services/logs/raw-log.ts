import type { Database } from "#platform/database/db.ts";
import { logChunksAfter } from "#repos/tracks/log-chunk-rows.ts";
import { trackOfVertex } from "../pipelines/show-pipeline.ts";

const CHUNKS_A_READ = 64;

/**
 * The bytes of an attempt's log in order, read piece by piece as the reader asks for them.
 *
 * @throws Refused `not-found` where there is no such pipeline or vertex.
 */
export async function rawLog(
  database: Database,
  place: { id: number; vertex: string; attempt: number },
): Promise<ReadableStream<Uint8Array>> {
  const { track } = await trackOfVertex(database.queries, place.id, place.vertex);
  let after = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const rows = await logChunksAfter(database.queries, track.id, place.attempt, after, CHUNKS_A_READ);
      for (const { bytes, seq } of rows) {
        controller.enqueue(new Uint8Array(bytes));
        after = seq;
      }
      if (rows.length < CHUNKS_A_READ) controller.close();
    },
  });
}
