import type { Queries } from "#platform/database/db.ts";
import { listStreamRows, type PlacedStream } from "#repos/streams/stream-rows.ts";
import { streamTriggers } from "#repos/triggers/stream-trigger-rows.ts";
import type { TriggerRow } from "#repos/triggers/trigger-rows.ts";
import { lookInRedis, type RedisAccess, StreamProblem } from "../streams/redis-of-stream.ts";
import { groupOfTrigger, triggerOfGroup } from "../streams/trigger-group.ts";
import { groupsOf, leaveStream } from "./leave-stream.ts";

type Stream = Pick<PlacedStream, "name" | "connection" | "folder" | "redisKey">;

/**
 * Removes the groups of triggers that were removed, or that read another stream now: they would keep records for ever. What
 * a Redis that is away still has is removed at a later time.
 */
export async function removeLeftGroups(tx: Queries, access: RedisAccess): Promise<void> {
  const triggers = (await streamTriggers(tx)).map(({ trigger }) => trigger);
  if (triggers.length === 0) return;
  const streams = await listStreamRows(tx, "all");
  // A server that is away is asked about one stream, and not about each.
  const away = new Set<string>();
  for (const stream of streams) {
    const way = JSON.stringify([stream.connection, stream.folder]);
    if (away.has(way)) continue;
    try {
      await removeFrom(tx, access, stream, triggers, streams);
    } catch (error) {
      if (!(error instanceof StreamProblem)) throw error;
      if (error.isUnknown || !isOfKey(error, stream)) away.add(way);
    }
  }
}

/** True where the server answered, and only this key is wrong. */
function isOfKey(error: StreamProblem, { redisKey }: Stream): boolean {
  return error.message.startsWith(`The key "${redisKey}"`);
}

async function removeFrom(
  tx: Queries,
  access: RedisAccess,
  stream: Stream,
  triggers: readonly TriggerRow[],
  streams: readonly Stream[],
): Promise<void> {
  const known = new Map(triggers.map((trigger) => [trigger.id, trigger]));
  const groups = await lookInRedis(tx, access, stream, (redis) => groupsOf(redis, stream.redisKey));
  const isRead = (trigger: TriggerRow): boolean =>
    trigger.state !== "removed" && readsKey(trigger, stream, streams);
  const left = groups.filter((group) => {
    const trigger = known.get(triggerOfGroup(group) ?? 0);
    return trigger !== undefined && !isRead(trigger);
  });
  if (left.length === 0) return;
  const removes = triggers.some((trigger) => {
    const isGroup = groups.includes(groupOfTrigger(trigger.id));
    return isGroup && isRead(trigger) && trigger.settings["keep"] !== true;
  });
  for (const group of left)
    await lookInRedis(tx, access, stream, (redis) =>
      leaveStream(redis, { key: stream.redisKey, group }, { removes }),
    );
}

/** Two streams may be declared with one key. */
function readsKey(trigger: TriggerRow, stream: Stream, streams: readonly Stream[]): boolean {
  const name = trigger.settings["stream"];
  const read = streams.find((each) => each.name === name);
  return read !== undefined && read.redisKey === stream.redisKey && read.connection === stream.connection;
}
