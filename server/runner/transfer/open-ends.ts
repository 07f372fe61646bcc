import type { ResolvedConnection } from "#contract/flow/connections.ts";
import type { TransferTask } from "#engine/kinds/kind/task.ts";
import { placeKeyOf } from "#engine/transfers/place-key.ts";
import { deadConnectionOf } from "#engine/transfers/transfer-connections.ts";
import type { AllowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { connectClickhouse } from "#services/connections/clients/clickhouse-client.ts";
import { connectMysql } from "#services/connections/clients/mysql-client.ts";
import { connectRedis } from "#services/connections/clients/redis-client.ts";
import { serverProblem } from "#services/connections/clients/server-problem.ts";
import { EVENT_ROWS } from "#services/transfer-ends/first-row.ts";
import { checkStream } from "#services/transfer-ends/stream-key.ts";
import { TransferProblem } from "#services/transfer-ends/transfer-problem.ts";
import { ClickhouseTarget } from "./clickhouse-target.ts";
import { Cursor } from "./cursor.ts";
import type { Source, Target } from "./ends.ts";
import { HttpSource, type HttpSourceSpec } from "./http-source.ts";
import { HttpTarget } from "./http-target.ts";
import { MysqlSource } from "./mysql-source.ts";
import { MysqlTarget } from "./mysql-target.ts";
import { RedisSource } from "./redis-source.ts";
import { RedisTarget } from "./redis-target.ts";

/** What connects to the servers of a transfer. */
export type Opening = {
  readonly task: TransferTask;
  readonly connections: readonly ResolvedConnection[];
  readonly allowed: AllowedAddresses;
  /** Called with what closes a connection, as soon as it is there. */
  readonly onOpen: (close: () => void) => void;
  /** Aborted when the transfer is ended: a server that is asked by requests has no connection to close. */
  readonly signal: AbortSignal;
};

const EVENTS: HttpSourceSpec = { ...EVENT_ROWS, id: "id", max: 1_000 };

/** @throws TransferProblem */
export async function openSource(opening: Opening): Promise<Source> {
  const { task, allowed, signal } = opening;
  const { from, dead } = task.spec;
  const { title = task.name } = task;
  const { "redis-stream": stream, mysql, http, events } = from;
  if (stream !== undefined)
    return saying(opening, "the source", stream.connection, async (connection) => {
      const redis = await redisOf(opening, connection);
      await checkStream(redis, stream.connection, stream.stream);
      await checkStream(redis, stream.connection, dead.stream);
      return new RedisSource(redis, { stream: stream.stream, dead: dead.stream, name: title });
    });
  const cursor = await saying(opening, "the dead letters", deadConnectionOf(task.spec) ?? "", async (its) => {
    const redis = await redisOf(opening, its);
    await checkStream(redis, its.name, dead.stream);
    return new Cursor(redis, { key: placeKeyOf(task.spec, task.name) ?? "", dead: dead.stream, title });
  });
  if (mysql !== undefined)
    return saying(opening, "the source", mysql.connection, async (connection) => {
      const client = await connectMysql(connection, allowed);
      opening.onOpen(() => client.destroy());
      return new MysqlSource(client, mysql, cursor);
    });
  const asked = http ?? events;
  if (asked === undefined) throw new TransferProblem("it has no source");
  return saying(
    opening,
    "the source",
    asked.connection,
    async (connection) => new HttpSource(connection, allowed, http ?? EVENTS, cursor, signal),
  );
}

/** @throws TransferProblem */
export async function openTarget(opening: Opening): Promise<Target> {
  const { task, allowed, onOpen, signal } = opening;
  const { name, spec } = task;
  const { clickhouse, mysql, "redis-stream": stream, http } = spec.to;
  const columns = Object.keys(spec.columns ?? {});
  const target = clickhouse ?? mysql ?? stream ?? http;
  if (target === undefined) throw new TransferProblem("it has no target");
  return saying(opening, "the target", target.connection, async (connection): Promise<Target> => {
    if (clickhouse !== undefined) {
      const client = await connectClickhouse(connection, allowed);
      onOpen(() => void client.close());
      return ClickhouseTarget.open(client, clickhouse.table, columns);
    }
    if (mysql !== undefined) {
      const client = await connectMysql(connection, allowed);
      onOpen(() => client.destroy());
      return MysqlTarget.open(client, mysql.table, columns);
    }
    if (stream !== undefined) {
      const redis = await redisOf(opening, connection);
      await checkStream(redis, stream.connection, stream.stream);
      return new RedisTarget(redis, stream, name, columns);
    }
    return new HttpTarget(connection, allowed, { path: http?.path ?? "/", name, columns, signal });
  });
}

async function redisOf({ allowed, onOpen }: Opening, connection: ResolvedConnection) {
  const redis = await connectRedis(connection, allowed);
  onOpen(() => redis.disconnect());
  return redis;
}

async function saying<Result>(
  { connections }: Opening,
  who: string,
  name: string,
  work: (connection: ResolvedConnection) => Promise<Result>,
): Promise<Result> {
  const connection = connections.find((each) => each.name === name);
  if (connection === undefined) throw new TransferProblem(`it was not given the connection ${name}`);
  try {
    return await work(connection);
  } catch (error) {
    const why =
      error instanceof TransferProblem ? error.message : serverProblem(error, connection.kind).message;
    throw new TransferProblem(`${who}, connection ${name}: ${why}`);
  }
}
