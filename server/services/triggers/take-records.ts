import { readStreamSettings } from "#engine/triggers/stream-kind.ts";
import { type Database, isConnectionLost } from "#platform/database/db.ts";
import { errorWords } from "#platform/database/error-words.ts";
import { failpoint } from "#platform/failpoint.ts";
import { findStream } from "#repos/streams/stream-rows.ts";
import { putTriggerError } from "#repos/triggers/after-rows.ts";
import { activeStreamTriggers, countOpenOfTrigger } from "#repos/triggers/stream-trigger-rows.ts";
import type { TriggerRow } from "#repos/triggers/trigger-rows.ts";
import { type RedisAccess, StreamProblem, withRedis } from "../streams/redis-of-stream.ts";
import { groupOfTrigger } from "../streams/trigger-group.ts";
import { deliverEach } from "./deliver-each.ts";
import { TriggerProblem } from "./deliver-records.ts";
import { finishRecords, giveBack, readGroup } from "./stream-group.ts";

/** What a process was given and left for so long, another one claims. Longer than one process keeps this work. */
const IDLE_MS = 15_000;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;
/** So many batches of a trigger are taken before the next trigger has its turn. */
const BATCHES = 20;

type Parts = { readonly database: Database; readonly access: RedisAccess; readonly idleMs?: number };

/** Takes records for the triggers that read record streams. One that cannot is tried again later, and holds back no other. */
export class RecordTaker {
  private readonly parts: Parts;
  /** When those are tried again that failed. */
  private readonly waits = new Map<number, { readonly until: number; readonly ms: number }>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /**
   * @param onError told of an error that is none of the trigger, its stream or its Redis.
   */
  async take(onError: (error: unknown) => void): Promise<void> {
    const { queries } = this.parts.database;
    for (const row of await activeStreamTriggers(queries)) {
      if ((this.waits.get(row.id)?.until ?? 0) > performance.now()) continue;
      try {
        await takeFor(this.parts, row);
        this.waits.delete(row.id);
        if (row.error !== null) await putTriggerError(queries, row.id, null);
      } catch (error) {
        if (isConnectionLost(error)) throw error;
        if (!(error instanceof StreamProblem || error instanceof TriggerProblem)) onError(error);
        const ms = Math.min(MAX_RETRY_MS, 2 * (this.waits.get(row.id)?.ms ?? FIRST_RETRY_MS / 2));
        this.waits.set(row.id, { until: performance.now() + ms, ms });
        const text = errorWords(error);
        await putTriggerError(queries, row.id, text.slice(0, 1_000));
      }
    }
  }
}

async function takeFor({ database, access, idleMs = IDLE_MS }: Parts, row: TriggerRow): Promise<void> {
  const { queries } = database;
  const settings = readStreamSettings(row.settings);
  const stream = await findStream(queries, settings.stream);
  if (stream === null) throw new TriggerProblem(`There is no record stream "${settings.stream}".`);
  const group = { key: stream.redisKey, group: groupOfTrigger(row) };
  const { batch, maxAgeMs, from } = settings;
  let isAlone = false;
  for (let taken = 0; taken < BATCHES; taken += 1) {
    if ((await countOpenOfTrigger(queries, row.id)) >= settings.maxOpen) return;
    const records = await withRedis(queries, access, stream, async (redis) => {
      const given = await readGroup(redis, group, {
        ...{ batch, maxClaimed: isAlone ? 1 : batch, maxAgeMs, idleMs, from },
      });
      // What was given several times is worked on alone, and the others are given back before that: one record that kills the
      // process is not to count for them.
      isAlone = given.some(({ deliveries }) => deliveries > 2);
      if (isAlone) await giveBack(redis, group, given.slice(1), idleMs);
      return isAlone ? given.slice(0, 1) : given;
    });
    if (records.length === 0) return;
    const { left, error } = await deliverEach(database, row.id, settings, records, async (done, refused) => {
      failpoint("before-acknowledge");
      const dead = refused
        .filter(({ record }) => record.deliveries >= settings.maxDeliveries)
        .map(({ record: { id, deliveries }, reason }) => ({ id, reason, deliveries }));
      await withRedis(queries, access, stream, (redis) =>
        finishRecords(redis, group, { trigger: row.name, keep: settings.keep }, done, dead),
      );
    });
    if (left.length > 0) {
      const given = withRedis(queries, access, stream, (redis) => giveBack(redis, group, left, idleMs));
      // What stopped the delivery is what people are told.
      await (error === null ? given : given.catch(() => undefined));
    }
    if (error !== null) throw error;
    if (left.length > 0) return;
  }
}
