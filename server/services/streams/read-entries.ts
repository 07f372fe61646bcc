import type { Redis } from "ioredis";
import { MAX_WORKED_LETTERS, type StreamEntries, type StreamEntry } from "#contract/stream-entries.ts";
import type { Queries } from "#platform/database/db.ts";
import type { PlacedStream } from "#repos/streams/stream-rows.ts";
import { refuse } from "../refusals/refused.ts";
import { LIST_ENTRIES } from "./entry-scripts.ts";
import { entryText, timeOfEntry } from "./entry-texts.ts";
import { lookInRedis, type RedisAccess, StreamProblem } from "./redis-of-stream.ts";
import { showStream } from "./streams.ts";
import { deadKeyOf } from "./trigger-group.ts";

const USUAL_PAGE = 20;

type Bounds = { readonly text: number; readonly fields: number; readonly entry: number };
/** Of an entry in a list, and of one that is looked at alone: bytes of a text, fields, bytes of all. */
const IN_LIST: Bounds = { text: 300, fields: 20, entry: 3_000 };
const ALONE: Bounds = { text: 200_000, fields: 1_000, entry: 1_000_000 };

type Asked = { readonly name: string; readonly isDead: boolean };

/**
 * Records of a stream, or its dead letters: a page, the newest first. Long ones are cut.
 *
 * @throws Refused `not-found`.
 */
export async function listEntries(
  tx: Queries,
  access: RedisAccess,
  {
    before,
    search = "",
    limit = USUAL_PAGE,
    ...asked
  }: Asked & {
    readonly search?: string | undefined;
    readonly before?: string | undefined;
    readonly limit?: number | undefined;
  },
): Promise<StreamEntries> {
  const stream = await keyOf(tx, asked);
  try {
    const from = before === undefined ? "+" : `(${before}`;
    const found = await lookInRedis(tx, access, stream, (redis) =>
      list(redis, stream.redisKey, { from, search, limit, bounds: IN_LIST }),
    );
    return { ...found, problem: null };
  } catch (error) {
    if (!(error instanceof StreamProblem)) throw error;
    return { entries: [], next: null, problem: error.message };
  }
}

/** One of them with all that it has, up to a megabyte. @throws Refused `not-found`; `state-forbids` where its Redis cannot be asked. */
export async function showEntry(
  tx: Queries,
  access: RedisAccess,
  { id, ...asked }: Asked & { readonly id: string },
): Promise<StreamEntry> {
  const stream = await keyOf(tx, asked);
  const found = await lookInRedis(tx, access, stream, (redis) =>
    list(redis, stream.redisKey, { from: id, search: "", limit: 1, bounds: ALONE }),
  ).catch((error: unknown) => {
    if (error instanceof StreamProblem) return refuse("state-forbids", error.message);
    throw error;
  });
  const [entry] = found.entries;
  if (entry?.id === id) return entry;
  return refuse("not-found", `The entry ${id} is not there any more.`);
}

/** The stream that is meant, as one that could be read. */
async function keyOf(tx: Queries, { name, isDead }: Asked): Promise<PlacedStream> {
  const stream = await showStream(tx, name);
  return isDead ? { ...stream, redisKey: deadKeyOf(stream.redisKey) } : stream;
}

type Piece = readonly [text: Buffer, length: number];
type Listed = readonly [
  id: Buffer,
  fieldCount: number,
  texts: (Buffer | number)[],
  facts: (Buffer | number)[],
];

async function list(
  redis: Redis,
  key: string,
  asked: { readonly from: string; readonly search: string; readonly limit: number; readonly bounds: Bounds },
): Promise<Pick<StreamEntries, "entries" | "next">> {
  const { from, search, limit, bounds } = asked;
  const numbers = [bounds.text, bounds.fields, bounds.entry];
  const [next, found] = (await redis.callBuffer(
    "EVAL",
    ...[LIST_ENTRIES, 1, key, from, limit, MAX_WORKED_LETTERS, search, ...numbers],
  )) as [Buffer, Listed[]];
  return { entries: found.map(entryOf), next: next.length === 0 ? null : String(next) };
}

function entryOf([given, fieldCount, texts, facts]: Listed): StreamEntry {
  const id = String(given);
  const pieces = piecesOf(texts);
  const fields: StreamEntry["fields"][number][] = [];
  for (let at = 0; at + 1 < pieces.length; at += 2)
    fields.push({ name: shown(pieces[at]), value: shown(pieces[at + 1]) });
  return { id, at: timeOfEntry(id), fields, fieldCount, letter: letterOf(facts) };
}

function letterOf(facts: (Buffer | number)[]): StreamEntry["letter"] {
  if (facts.length === 0) return null;
  const [kept, deliveries, by] = facts;
  const [originalId, reason, from] = piecesOf(facts.slice(3)).map(shown);
  if (originalId === undefined || reason === undefined || from === undefined) return null;
  const count = /^\d{1,15}$/.test(String(deliveries)) ? Number(String(deliveries)) : null;
  const isOfTrigger = String(by) === "trigger";
  return {
    ...{ originalId, reason, from, deliveries: count },
    by: isOfTrigger ? "trigger" : "transfer",
    canPutBack: Number(kept) > 0,
  };
}

function piecesOf(flat: readonly (Buffer | number)[]): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2)
    pieces.push([Buffer.from(flat[at] as Buffer), Number(flat[at + 1])]);
  return pieces;
}

function shown([text, length]: Piece = [Buffer.alloc(0), 0]) {
  return entryText(text, length);
}
