import type { Redis } from "ioredis";
import { runScript } from "../connections/clients/run-script.ts";
import { deadKeyOf } from "../streams/trigger-group.ts";
import { WRITE_LETTER } from "../streams/write-letter.ts";

/** A record as a group was given it. */
export type GivenRecord = {
  readonly id: string;
  readonly fields: readonly string[];
  /** How often the group was given it, with this time. */
  readonly deliveries: number;
};

/** A group of a stream that reads for one trigger. */
export type StreamGroup = { readonly key: string; readonly group: string };

/** One name for all processes: one of them reads at a time, and what it leaves the next one claims. */
const CONSUMER = "signalbox";

type Entry = readonly [id: string, fields: readonly string[] | null];

/**
 * What the group is given next: what a process was given and left for `idleMs`, or else what nobody was given yet. Of that
 * fewer than `batch` only where the first is older than `maxAgeMs`.
 */
export async function readGroup(
  redis: Redis,
  { key, group }: StreamGroup,
  asked: {
    readonly batch: number;
    /** So many of those that were left. */
    readonly maxClaimed: number;
    readonly maxAgeMs: number;
    readonly idleMs: number;
    readonly from: "beginning" | "end";
  },
): Promise<readonly GivenRecord[]> {
  await makeGroup(redis, { key, group }, asked.from);
  const left = await claimLeft(redis, { key, group }, asked);
  if (left.length > 0) return left;
  if (asked.batch > 1 && !(await isBatchDue(redis, { key, group }, asked))) return [];
  const read = (await redis.xreadgroup(
    "GROUP",
    group,
    CONSUMER,
    "COUNT",
    asked.batch,
    "STREAMS",
    key,
    ">",
  )) as [[string, Entry[]]] | null;
  return (read?.[0][1] ?? []).map(([id, fields]) => ({ id, fields: fields ?? [], deliveries: 1 }));
}

async function makeGroup(
  redis: Redis,
  { key, group }: StreamGroup,
  from: "beginning" | "end",
): Promise<void> {
  try {
    await redis.xgroup("CREATE", key, group, from === "beginning" ? "0" : "$", "MKSTREAM");
  } catch (error) {
    if (!String(error).includes("BUSYGROUP")) throw error;
  }
}

async function claimLeft(
  redis: Redis,
  { key, group }: StreamGroup,
  { maxClaimed, idleMs }: { readonly maxClaimed: number; readonly idleMs: number },
): Promise<GivenRecord[]> {
  for (let cursor = "0-0"; ; ) {
    const answer = await redis.xautoclaim(key, group, CONSUMER, idleMs, cursor, "COUNT", maxClaimed);
    const [next, entries] = answer as [string, Entry[]];
    const records: GivenRecord[] = [];
    // One that was deleted meanwhile has no fields, and the server forgets it.
    for (const [id, fields] of entries)
      if (fields !== null)
        records.push({ id, fields, deliveries: await deliveriesOf(redis, { key, group }, id) });
    if (records.length > 0 || next === "0-0") return records;
    cursor = next;
  }
}

async function deliveriesOf(redis: Redis, { key, group }: StreamGroup, id: string): Promise<number> {
  const [pending] = (await redis.xpending(key, group, id, id, 1)) as [string, string, number, number][];
  return pending?.[3] ?? 1;
}

async function isBatchDue(
  redis: Redis,
  { key, group }: StreamGroup,
  { batch, maxAgeMs }: { readonly batch: number; readonly maxAgeMs: number },
): Promise<boolean> {
  const groups = (await redis.xinfo("GROUPS", key)) as string[][];
  const ours = groups.find((info) => info[info.indexOf("name") + 1] === group);
  const last = ours?.[ours.indexOf("last-delivered-id") + 1] ?? "0-0";
  const entries = await redis.xrange(key, `(${last}`, "+", "COUNT", batch);
  if (entries.length === 0 || entries.length === batch) return entries.length > 0;
  const [seconds] = await redis.time();
  // An id begins with the time at which its record was written.
  return Number(entries[0]?.[0].split("-")[0]) + maxAgeMs <= Number(seconds) * 1_000 + 999;
}

/**
 * Records that are done leave the stream in one step of the server, unless they are to stay, or another group was not given
 * them or has not acknowledged them yet. A dead letter is written where its record is still ours: so it is in one of the
 * two, and never twice. KEYS: the stream, the dead letters. ARGV: the group, 1 where records stay, the trigger, how many are
 * done, their ids, then an id, a reason and a number of deliveries for each dead one.
 */
const FINISH = `${WRITE_LETTER}
local source, dead = KEYS[1], KEYS[2]
local group, keeps, name, count = ARGV[1], ARGV[2] == '1', ARGV[3], tonumber(ARGV[4])
local others = {}
for _, info in ipairs(redis.call('XINFO', 'GROUPS', source)) do
  local of = {}
  for at = 1, #info, 2 do of[info[at]] = info[at + 1] end
  if of['name'] ~= group then others[#others + 1] = of end
end
local function place(id)
  local ms, n = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(ms), tonumber(n)
end
local function wasGiven(id, last)
  local ms, n = place(id)
  local lastMs, lastN = place(last)
  return ms < lastMs or (ms == lastMs and n <= lastN)
end
local function remove(id)
  redis.call('XACK', source, group, id)
  if keeps then return end
  for _, other in ipairs(others) do
    if not wasGiven(id, other['last-delivered-id']) then return end
    if #redis.call('XPENDING', source, other['name'], id, id, 1) > 0 then return end
  end
  redis.call('XDEL', source, id)
end
for at = 5, count + 4 do remove(ARGV[at]) end
for at = count + 5, #ARGV, 3 do
  local id = ARGV[at]
  if #redis.call('XPENDING', source, group, id, id, 1) > 0 then
    local entry = redis.call('XRANGE', source, id, id)[1]
    if entry then
      local facts = {'@id', id, '@reason', ARGV[at + 1], '@deliveries', ARGV[at + 2], '@trigger', name}
      writeLetter(dead, entry[2], facts)
    end
    remove(id)
  end
end
return 1
`;

/** Acknowledges records that are done, and writes those to the dead letters that are refused for good. */
export async function finishRecords(
  redis: Redis,
  { key, group }: StreamGroup,
  { trigger, keep }: { readonly trigger: string; readonly keep: boolean },
  done: readonly string[],
  dead: readonly { readonly id: string; readonly reason: string; readonly deliveries: number }[],
): Promise<void> {
  if (done.length + dead.length === 0) return;
  const letters = dead.flatMap(({ id, reason, deliveries }) => [id, reason, String(deliveries)]);
  const texts = [group, keep ? "1" : "0", trigger, String(done.length), ...done, ...letters];
  await runScript(redis, FINISH, [key, deadKeyOf(key)], texts);
}

/** Gives records back that could not be worked on by no fault of theirs: they can be claimed at once, and this does not count. */
export async function giveBack(
  redis: Redis,
  { key, group }: StreamGroup,
  records: readonly GivenRecord[],
  idleMs: number,
): Promise<void> {
  const claims = redis.pipeline();
  for (const { id, deliveries } of records)
    claims.xclaim(key, group, CONSUMER, 0, id, "IDLE", idleMs, "RETRYCOUNT", deliveries - 1, "JUSTID");
  for (const [error] of (await claims.exec()) ?? []) if (error !== null) throw error;
}
