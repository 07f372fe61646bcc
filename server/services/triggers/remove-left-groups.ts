import type { Queries } from "#platform/database/db.ts";
import { listStreamRows, type PlacedStream } from "#repos/streams/stream-rows.ts";
import { streamTriggers } from "#repos/triggers/stream-trigger-rows.ts";
import type { TriggerRow } from "#repos/triggers/trigger-rows.ts";
import { lookInRedis, type RedisAccess, StreamProblem } from "../streams/redis-of-stream.ts";
import { groupOfTrigger } from "../streams/trigger-group.ts";
import { groupsOfKeys, leaveStream } from "./leave-stream.ts";

type Stream = Pick<PlacedStream, "name" | "connection" | "folder" | "redisKey">;

/**
 * Removes the groups of triggers that were removed, or that read another stream now: they would keep records for ever. What
 * a Redis that is away still has is removed at a later time. Only groups with the id of this installation go: one without
 * an id may be that of another server.
 */
export async function removeLeftGroups(tx: Queries, access: RedisAccess): Promise<void> {
  const triggers = (await streamTriggers(tx)).map(({ trigger }) => trigger);
  if (!triggers.some(({ installation }) => installation !== null)) return;
  const streams = await listStreamRows(tx, "all");
  // Each server is asked once about all of its streams, so that one that is away costs one look.
  const together = new Map<string, PlacedStream[]>();
  for (const stream of streams) {
    const way = JSON.stringify([stream.connection, stream.folder]);
    together.set(way, [...(together.get(way) ?? []), stream]);
  }
  for (const some of together.values())
    try {
      await removeFrom(tx, access, some, triggers, streams);
    } catch (error) {
      if (!(error instanceof StreamProblem)) throw error;
    }
}

async function removeFrom(
  tx: Queries,
  access: RedisAccess,
  some: readonly PlacedStream[],
  triggers: readonly TriggerRow[],
  streams: readonly Stream[],
): Promise<void> {
  const [first] = some;
  if (first === undefined) return;
  const byGroup = new Map(triggers.map((trigger) => [groupOfTrigger(trigger), trigger]));
  const keys = [...new Set(some.map(({ redisKey }) => redisKey))];
  const groups = await lookInRedis(tx, access, first, (redis) => groupsOfKeys(redis, keys));
  for (const [at, key] of keys.entries()) {
    const known = (groups[at] ?? []).flatMap((group) => byGroup.get(group) ?? []);
    const present = known.filter((trigger) => mayReadKey(trigger, key, streams));
    const left = known.filter((trigger) => trigger.installation !== null && !present.includes(trigger));
    const removes = present.some(({ settings }) => settings["keep"] !== true);
    for (const trigger of left) {
      const group = groupOfTrigger(trigger);
      await lookInRedis(tx, access, first, (redis) => leaveStream(redis, { key, group }, { removes }));
    }
  }
}

/**
 * Whether a trigger may read a key. Two streams may be declared with one key, by two connections that lead to the same
 * server. Nor is a group removed of a trigger whose stream is not declared now: it may be declared again.
 */
function mayReadKey({ state, kind, settings }: TriggerRow, key: string, streams: readonly Stream[]): boolean {
  if (state === "removed" || kind !== "stream") return false;
  const read = streams.find(({ name }) => name === settings["stream"]);
  return read === undefined || read.redisKey === key;
}
