import { removedText } from "#engine/retention/removed-text.ts";
import type { Database } from "#platform/database/db.ts";
import { attemptsAfter } from "#repos/tracks/attempt-rows.ts";
import { trackOfVertex } from "../pipelines/read/show-pipeline.ts";
import { refuse } from "../refusals/refused.ts";
import { orRefusal } from "../stored-logs/log-file-problem.ts";
import { logRemovedAt } from "../stored-logs/log-removal.ts";
import { readStoredLog } from "../stored-logs/read-stored-log.ts";

const CHUNKS_A_READ = 64;
const ATTEMPTS_A_READ = 200;
const LINE_FEED = 10;

/**
 * The bytes of an attempt's log in order, read piece by piece as the reader asks for them.
 *
 * @throws Refused `not-found` where there is no such pipeline or vertex, or retention has removed the log;
 *   `state-forbids` where the file to which it was moved cannot be read.
 */
export async function rawLog(
  database: Database,
  place: { id: number; vertex: string; attempt: number },
): Promise<ReadableStream<Uint8Array>> {
  const { track } = await trackOfVertex(database.queries, place.id, place.vertex);
  const bytes = bytesOf(database, track.id, place.attempt);
  const first = await bytes.next();
  const removedAt =
    first.done === true ? await logRemovedAt(database.queries, track.id, place.attempt) : null;
  if (removedAt !== null)
    return refuse("not-found", `The log of attempt ${place.attempt} was ${removedText(removedAt)}.`);
  return streamOf(withFirst(first, bytes));
}

/**
 * The logs of all attempts of a track, one behind the other, each below a line that names it. Attempts without a log have
 * such a line, too, and one more where retention has removed it.
 *
 * @throws Refused `not-found` where there is no such pipeline or vertex.
 */
export async function rawLogs(
  database: Database,
  place: { id: number; vertex: string },
): Promise<ReadableStream<Uint8Array>> {
  const { track } = await trackOfVertex(database.queries, place.id, place.vertex);
  return streamOf(bytesOfAll(database, track.id));
}

async function* attemptsIn(database: Database, trackId: number) {
  let after = 0;
  for (;;) {
    const attempts = await attemptsAfter(database.queries, trackId, after, ATTEMPTS_A_READ);
    yield* attempts;
    if (attempts.length < ATTEMPTS_A_READ) return;
    after = attempts.at(-1)?.number ?? after;
  }
}

async function* bytesOfAll(database: Database, trackId: number): AsyncGenerator<Uint8Array> {
  let isLineOpen = false;
  for await (const { number, state, startedAt } of attemptsIn(database, trackId)) {
    const name = `==> attempt ${number}, ${state}, begun ${startedAt.toISOString()} <==`;
    yield Buffer.from(`${isLineOpen ? "\n" : ""}${name}\n`);
    isLineOpen = false;
    let isEmpty = true;
    for await (const bytes of bytesOf(database, trackId, number)) {
      yield bytes;
      isEmpty = false;
      isLineOpen = bytes.at(-1) !== LINE_FEED;
    }
    const removedAt = isEmpty ? await logRemovedAt(database.queries, trackId, number) : null;
    if (removedAt !== null) yield Buffer.from(`==> ${removedText(removedAt)} <==\n`);
  }
}

async function* bytesOf(database: Database, trackId: number, attempt: number): AsyncGenerator<Uint8Array> {
  let after = 0;
  for (;;) {
    const place = { trackId, attempt };
    const read = readStoredLog(database.queries, place, after, CHUNKS_A_READ);
    const { chunks: rows } = await orRefusal(read);
    for (const { bytes, seq } of rows) {
      yield new Uint8Array(bytes);
      after = seq;
    }
    if (rows.length < CHUNKS_A_READ) return;
  }
}

async function* withFirst<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
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
