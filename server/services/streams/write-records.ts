import type { Redis } from "ioredis";
import type { StreamRecord } from "#engine/streams/read-records.ts";
import { runScript } from "../connections/clients/run-script.ts";

/** A record with what tells it from others: absent where it has no key. */
export type KeyedRecord = {
  readonly record: StreamRecord;
  readonly key?: { readonly place: string; readonly digest: string } | undefined;
};

export type WrittenRecord = { readonly was: "taken" | "repeated" | "another"; readonly id: string };
export type Written =
  | { readonly isFull: true; readonly length: number }
  | { readonly isFull: false; readonly length: number; readonly records: readonly WrittenRecord[] };

/**
 * The check of the length, that of the keys, and the writing are one step of the server, however many processes ask at the
 * same time. KEYS: the stream, then a key for each record; that of the stream again where a record has none.
 * All that may fail is read before the first write, because a script of Redis is not undone.
 * ARGV: how long the stream may be, how long a key is kept, then for each record its digest, how many texts, and these.
 */
const WRITE = `
local stream, max = KEYS[1], tonumber(ARGV[1])
local length = redis.call('XLEN', stream)
local fresh, met = 0, {}
for n = 2, #KEYS do
  local key = KEYS[n]
  if key == stream then fresh = fresh + 1
  elseif not met[key] then
    met[key] = true
    local known = redis.call('GET', key)
    if not known then fresh = fresh + 1
    elseif not string.match(known, '^%S+ %S+$') then return redis.error_reply('ERR ' .. key .. ' holds data of others') end
  end
end
if fresh > 0 and length + fresh > max then return {'full', length} end
local answers, at = {}, 3
for n = 2, #KEYS do
  local key, digest, size = KEYS[n], ARGV[at], tonumber(ARGV[at + 1])
  local known = key ~= stream and redis.call('GET', key)
  if known then
    local id, before = string.match(known, '^(%S+) (%S+)$')
    answers[#answers + 1] = before == digest and 'repeated' or 'another'
    answers[#answers + 1] = id
  else
    local id = redis.call('XADD', stream, '*', unpack(ARGV, at + 2, at + 1 + size))
    if key ~= stream then redis.call('SET', key, id .. ' ' .. digest, 'PX', ARGV[2]) end
    answers[#answers + 1] = 'taken'
    answers[#answers + 1] = id
  end
  at = at + 2 + size
end
return {'done', redis.call('XLEN', stream), answers}
`;

/** Writes records to a stream: all that are new, or none where it would be too long with them. */
export async function writeRecords(
  redis: Redis,
  {
    stream,
    maxLength,
    keptMs,
  }: { readonly stream: string; readonly maxLength: number; readonly keptMs: number },
  records: readonly KeyedRecord[],
): Promise<Written> {
  const keys = records.map(({ key }) => (key === undefined ? stream : `${stream}:key:${key.place}`));
  const texts = records.flatMap(({ key, record }) => [
    key?.digest ?? "-",
    String(record.length * 2),
    ...record.flat(),
  ]);
  const answer = (await runScript(
    redis,
    WRITE,
    [stream, ...keys],
    [String(maxLength), String(keptMs), ...texts],
  )) as ["full", number] | ["done", number, string[]];
  if (answer[0] === "full") return { isFull: true, length: answer[1] };
  const [, length, pairs] = answer;
  const written = records.map((_record, n) => ({
    was: pairs[2 * n] as WrittenRecord["was"],
    id: pairs[2 * n + 1] ?? "",
  }));
  return { isFull: false, length, records: written };
}
