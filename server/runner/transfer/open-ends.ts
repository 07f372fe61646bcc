import type { ResolvedConnection } from "#contract/connections.ts";
import type { TransferTask } from "#engine/kinds/kind/task.ts";
import type { AllowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { connectClickhouse } from "#services/connections/clients/clickhouse-client.ts";
import { connectRedis } from "#services/connections/clients/redis-client.ts";
import { serverProblem } from "#services/connections/clients/server-problem.ts";
import { ClickhouseTarget } from "./clickhouse-target.ts";
import { type Source, type Target, TransferProblem } from "./ends.ts";
import { checkStream, RedisSource } from "./redis-source.ts";

/** What connects to the servers of a transfer. */
export type Opening = {
  readonly task: TransferTask;
  readonly connections: readonly ResolvedConnection[];
  readonly allowed: AllowedAddresses;
  /** Called with what closes a connection, as soon as it is there. */
  readonly onOpen: (close: () => void) => void;
};

/** @throws TransferProblem */
export async function openSource({ task, connections, allowed, onOpen }: Opening): Promise<Source> {
  const { from, dead } = task.spec;
  const stream = from["redis-stream"];
  if (stream === undefined) throw new TransferProblem("it has no source");
  const connection = connectionOf(connections, stream.connection);
  return saying(`the source, connection ${stream.connection}`, connection, async () => {
    const redis = await connectRedis(connection, allowed);
    onOpen(() => redis.disconnect());
    await checkStream(redis, stream.connection, stream.stream);
    await checkStream(redis, stream.connection, dead.stream);
    return new RedisSource(redis, { stream: stream.stream, dead: dead.stream, name: task.name });
  });
}

/** @throws TransferProblem */
export async function openTarget({ task, connections, allowed, onOpen }: Opening): Promise<Target> {
  const { to, columns = {} } = task.spec;
  const { clickhouse } = to;
  if (clickhouse === undefined) throw new TransferProblem("it has no target");
  const connection = connectionOf(connections, clickhouse.connection);
  return saying(`the target, connection ${clickhouse.connection}`, connection, async () => {
    const client = await connectClickhouse(connection, allowed);
    onOpen(() => void client.close());
    return ClickhouseTarget.open(client, clickhouse.table, Object.keys(columns));
  });
}

function connectionOf(connections: readonly ResolvedConnection[], name: string): ResolvedConnection {
  const found = connections.find((each) => each.name === name);
  if (found === undefined) throw new TransferProblem(`it was not given the connection ${name}`);
  return found;
}

async function saying<Result>(
  who: string,
  { kind }: ResolvedConnection,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof TransferProblem ? error.message : serverProblem(error, kind).message;
    throw new TransferProblem(`${who}: ${why}`);
  }
}
