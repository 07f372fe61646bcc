import type { Redis } from "ioredis";
import { runScript } from "../connections/clients/run-script.ts";
import type { StreamGroup } from "./stream-group.ts";

/** The names of the groups that read each of these streams; none where there is no such key, or it is no stream. */
export async function groupsOfKeys(redis: Redis, keys: readonly string[]): Promise<(readonly string[])[]> {
  const asked = redis.pipeline();
  for (const key of keys) asked.xinfo("GROUPS", key);
  const answers = (await asked.exec()) ?? [];
  const lost = answers.find(([error]) => error !== null && error.name !== "ReplyError");
  if (lost !== undefined) throw lost[0];
  return answers.map(([error, groups]) =>
    error === null
      ? (groups as (string | number | null)[][]).map((info) => String(info[info.indexOf("name") + 1]))
      : [],
  );
}

/**
 * First the group is done with all that there is and will be: from then on it holds back no record. KEYS: the stream. ARGV:
 * the group.
 */
const BE_DONE = `
local key, group = KEYS[1], ARGV[1]
for _, info in ipairs(redis.call('XINFO', 'CONSUMERS', key, group)) do
  redis.call('XGROUP', 'DELCONSUMER', key, group, info[2])
end
redis.call('XGROUP', 'SETID', key, group, '18446744073709551615-18446744073709551615')
return 1
`;

/**
 * Then the records leave that were kept for it alone: those that every other group was given and has acknowledged. KEYS: the
 * stream. ARGV: the group, from where, how many are looked at. Gives where to go on; empty at the end.
 */
const SWEEP = `
local key, group, from, count = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])
local others = {}
for _, info in ipairs(redis.call('XINFO', 'GROUPS', key)) do
  local of = {}
  for at = 1, #info, 2 do of[info[at]] = info[at + 1] end
  if of['name'] ~= group then others[#others + 1] = of end
end
if #others == 0 then return '' end
local function isBehind(id, last)
  local ms, n = string.match(id, '^(%d+)-(%d+)$')
  local lastMs, lastN = string.match(last, '^(%d+)-(%d+)$')
  if #ms ~= #lastMs then return #ms > #lastMs end
  if ms ~= lastMs then return ms > lastMs end
  if #n ~= #lastN then return #n > #lastN end
  return n > lastN
end
local entries = redis.call('XRANGE', key, from, '+', 'COUNT', count)
for _, entry in ipairs(entries) do
  local id, isDone = entry[1], true
  for _, other in ipairs(others) do
    if isBehind(id, other['last-delivered-id']) then return '' end
    if #redis.call('XPENDING', key, other['name'], id, id, 1) > 0 then isDone = false end
  end
  if isDone then redis.call('XDEL', key, id) end
end
if #entries < count then return '' end
return '(' .. entries[#entries][1]
`;

const STEP = 200;

/**
 * Removes a group of a stream that reads no more. It may be done again where it was stopped.
 *
 * @param parts `removes`: whether another trigger reads the stream whose records leave it once all are done.
 */
export async function leaveStream(
  redis: Redis,
  { key, group }: StreamGroup,
  { removes }: { readonly removes: boolean },
): Promise<void> {
  await runScript(redis, BE_DONE, [key], [group]);
  for (let from = removes ? "-" : ""; from !== ""; )
    from = String(await runScript(redis, SWEEP, [key], [group, from, String(STEP)]));
  await redis.xgroup("DESTROY", key, group);
}
