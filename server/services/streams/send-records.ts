import { createHash } from "node:crypto";
import { KEPT_KEY_MS, type SentRecord } from "#contract/flow/streams.ts";
import {
  type ReadRecord,
  type RecordsFormat,
  readRecords,
  type StreamRecord,
} from "#engine/streams/read-records.ts";
import type { Queries } from "#platform/database/db.ts";
import type { PlacedStream } from "#repos/streams/stream-rows.ts";
import { refuse } from "../refusals/refused.ts";
import { type RedisAccess, StreamProblem, withRedis } from "./redis-of-stream.ts";
import { type KeyedRecord, writeRecords } from "./write-records.ts";

export type Sending = {
  readonly text: string;
  readonly format: RecordsFormat;
  /** Of the request; null where it has none. */
  readonly key: string | null;
};

/** `isFull`: nothing was written, because the stream would be longer than it may be. */
export type SendResult =
  | { readonly isFull: true; readonly length: number; readonly maxLength: number }
  | {
      readonly isFull: false;
      readonly length: number;
      readonly maxLength: number;
      readonly records: readonly SentRecord[];
    };

/**
 * Writes the records of a request to a stream, and says for each what became of it. One that is refused holds back no
 * other. A record with a key that was written within a day is not written again.
 *
 * @throws Refused `bad-input` where no record can be read; `outcome-unknown`, `not-done` where its Redis cannot be used.
 */
export async function sendRecords(
  tx: Queries,
  access: RedisAccess,
  stream: PlacedStream,
  { text, format, key }: Sending,
): Promise<SendResult> {
  const { maxLength, maxRecordBytes, redisKey } = stream;
  const read = readRecords(text, format, maxRecordBytes);
  if (!read.ok) return refuse("bad-input", read.problem, { kept: "Nothing was written." });
  const keyed = read.records.map((each, place) => keyedRecord(each, stream.keyField, key, place));
  const good = keyed.flatMap((each) => ("record" in each ? [each] : []));
  try {
    const written = await withRedis(tx, access, stream, (redis) =>
      writeRecords(redis, { stream: redisKey, maxLength, keptMs: KEPT_KEY_MS }, good),
    );
    if (written.isFull) return { isFull: true, length: written.length, maxLength };
    const answers = [...written.records];
    const records = keyed.map((each): SentRecord => {
      if ("problem" in each) return { id: null, isRepeated: false, problem: each.problem };
      const answer = answers.shift();
      if (answer === undefined) throw new Error("The Redis did not answer for each record.");
      if (answer.was === "another") return { id: null, isRepeated: false, problem: anotherText(answer.id) };
      return { id: answer.id, isRepeated: answer.was === "repeated", problem: null };
    });
    return { isFull: false, length: written.length, maxLength, records };
  } catch (error) {
    if (!(error instanceof StreamProblem)) throw error;
    if (!error.isUnknown)
      return refuse("not-done", error.message, {
        kept: "Nothing was written.",
        todo: "Send it again later.",
      });
    return refuse("outcome-unknown", `It is unknown whether this was written. ${error.message}`, {
      kept: "It was written completely or not at all.",
      todo: "Send it again with the same keys: what has a key is not written twice.",
    });
  }
}

function keyedRecord(
  each: ReadRecord,
  keyField: string | null,
  requestKey: string | null,
  place: number,
): KeyedRecord | { readonly problem: string } {
  if (!("record" in each)) return { problem: each.problem };
  const { record } = each;
  const digest = digestOf(JSON.stringify(record));
  if (keyField === null)
    return requestKey === null
      ? { record }
      : { record, key: { place: digestOf(JSON.stringify([requestKey, place])), digest } };
  const text = textOfField(record, keyField);
  if (text === undefined || text === "")
    return { problem: `record ${place + 1}: it has no field ${JSON.stringify(keyField)}, which is its key.` };
  return { record, key: { place: digestOf(text), digest } };
}

function textOfField(record: StreamRecord, name: string): string | undefined {
  return record.find(([each]) => each === name)?.[1];
}

function anotherText(id: string): string {
  return `Its key was used within a day for another record, which is ${id} in the stream.`;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
