import type { Database } from "#platform/database/db.ts";
import { attemptsOf } from "#repos/tracks/attempt-rows.ts";
import { logChunksAfter } from "#repos/tracks/log-chunk-rows.ts";
import { trackOfVertex } from "../pipelines/read/show-pipeline.ts";

const CHUNKS_A_READ = 64;
const LINE_FEED = 10;

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
  return streamOf(bytesOf(database, track.id, place.attempt));
}

/**
 * The logs of all attempts of a track, one behind the other, each below a line that names it. Attempts without a log have
 * such a line, too.
 *
 * @throws Refused `not-found` where there is no such pipeline or vertex.
 */
export async function rawLogs(
  database: Database,
  place: { id: number; vertex: string },
): Promise<ReadableStream<Uint8Array>> {
  const { track } = await trackOfVertex(database.queries, place.id, place.vertex);
  const attempts = await attemptsOf(database.queries, track.id);
  return streamOf(bytesOfAll(database, track.id, attempts));
}

type Attempt = Awaited<ReturnType<typeof attemptsOf>>[number];

async function* bytesOfAll(
  database: Database,
  trackId: number,
  attempts: readonly Attempt[],
): AsyncGenerator<Uint8Array> {
  let isLineOpen = false;
  for (const { number, state, startedAt } of attempts) {
    const name = `==> attempt ${number}, ${state}, begun ${startedAt.toISOString()} <==`;
    yield Buffer.from(`${isLineOpen ? "\n" : ""}${name}\n`);
    isLineOpen = false;
    for await (const bytes of bytesOf(database, trackId, number)) {
      yield bytes;
      isLineOpen = bytes.at(-1) !== LINE_FEED;
    }
  }
}

async function* bytesOf(database: Database, trackId: number, attempt: number): AsyncGenerator<Uint8Array> {
  let after = 0;
  for (;;) {
    const rows = await logChunksAfter(database.queries, trackId, attempt, after, CHUNKS_A_READ);
    for (const { bytes, seq } of rows) {
      yield new Uint8Array(bytes);
      after = seq;
    }
    if (rows.length < CHUNKS_A_READ) return;
  }
}

/** The next piece is made once the reader has taken the one before. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void pieces.return(undefined),
  });
}
