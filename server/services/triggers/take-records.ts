import { cutText } from "#engine/text/cut-text.ts";
import { readStreamSettings } from "#engine/triggers/stream-kind.ts";
import { type Database, isConnectionLost } from "#platform/database/db.ts";
import { errorWords } from "#platform/database/error-words.ts";
import { failpoint } from "#platform/failpoint.ts";
import { Lanes } from "#platform/lanes.ts";
import { listStreamRows, type PlacedStream } from "#repos/streams/stream-rows.ts";
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
/** So many connections are used at the same time. */
const MAX_LANES = 8;

/** A trigger, and its stream if there is one. */
type Taking = { readonly row: TriggerRow; readonly stream: PlacedStream | undefined };

type Parts = { readonly database: Database; readonly access: RedisAccess; readonly idleMs?: number };

/**
 * Takes records for the triggers that read record streams. One that cannot is tried again later. Triggers whose streams are
 * reached by one connection take turns, others do not wait for them: a Redis that does not answer holds back no other.
 */
export class RecordTaker {
  private readonly parts: Parts;
  private readonly lanes = new Lanes(MAX_LANES);
  private errors: unknown[] = [];
  /** When those are tried again that failed. */
  private readonly waits = new Map<number, { readonly until: number; readonly ms: number }>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Begins to take what there is, as far as nothing is under way, and does not wait for it. */
  async begin(): Promise<void> {
    const { queries } = this.parts.database;
    const triggers = await activeStreamTriggers(queries);
    if (triggers.length === 0) return;
    const streams = new Map((await listStreamRows(queries, "all")).map((stream) => [stream.name, stream]));
    const lanes = new Map<string, Taking[]>();
    for (const row of triggers) {
      if ((this.waits.get(row.id)?.until ?? 0) > performance.now()) continue;
      const stream = streams.get(String(row.settings["stream"]));
      const connection = stream?.connection ?? "";
      lanes.set(connection, [...(lanes.get(connection) ?? []), { row, stream }]);
    }
    const take = (some: readonly Taking[]) =>
      this.takeEach(some).catch((error: unknown) => void this.errors.push(error));
    this.lanes.begin(new Map([...lanes].map(([connection, some]) => [connection, () => take(some)])));
  }

  /** Waits until what was begun has ended. */
  async idle(): Promise<void> {
    await this.lanes.idle();
  }

  /** The errors since this was asked that are none of a trigger, its stream or its Redis. */
  takeErrors(): readonly unknown[] {
    const { errors } = this;
    this.errors = [];
    return errors;
  }

  private async takeEach(some: readonly Taking[]): Promise<void> {
    const { queries } = this.parts.database;
    for (const { row, stream } of some)
      try {
        await takeFor(this.parts, row, stream);
        this.waits.delete(row.id);
        if (row.error !== null) await putTriggerError(queries, row.id, null);
      } catch (error) {
        if (isConnectionLost(error)) throw error;
        if (!(error instanceof StreamProblem || error instanceof TriggerProblem)) this.errors.push(error);
        const ms = Math.min(MAX_RETRY_MS, 2 * (this.waits.get(row.id)?.ms ?? FIRST_RETRY_MS / 2));
        this.waits.set(row.id, { until: performance.now() + ms, ms });
        const text = errorWords(error);
        await putTriggerError(queries, row.id, cutText(text, 1_000));
      }
  }
}

async function takeFor(
  { database, access, idleMs = IDLE_MS }: Parts,
  row: TriggerRow,
  stream: PlacedStream | undefined,
): Promise<void> {
  const { queries } = database;
  const settings = readStreamSettings(row.settings);
  if (stream === undefined) throw new TriggerProblem(`There is no record stream "${settings.stream}".`);
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
