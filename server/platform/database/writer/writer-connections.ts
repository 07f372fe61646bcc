import type { Connection as RawConnection } from "mysql2";
import type { Pool, PoolConnection } from "mysql2/promise";
import { onceInProcess } from "../../copies/once-in-process.ts";
import type { ConnectionOptions } from "../../database-url.ts";
import { shareWatch, type Writer, type WriterWatch } from "./writer-watch.ts";

/** What the product uses of a pool. */
export type Connections = Pick<Pool, "getConnection" | "query" | "execute" | "end">;

const writers = onceInProcess(
  "writers by connection",
  () => new WeakMap<object, { readonly writer: Writer; readonly watch: WriterWatch }>(),
);

/**
 * Calls `listener` if the server of this connection is given up. Then no answer comes on it any more. Where the address
 * names one server only, that never happens.
 *
 * @returns a function that ends this.
 */
export function onServerGivenUp(
  { connection }: PoolConnection,
  listener: (error: Error) => void,
): () => void {
  return writers.get(connection)?.writer.onGivenUp(listener) ?? (() => undefined);
}

/** Has the server of this connection asked whether it still is the writer, because a statement failed on it. */
export async function checkServer({ connection }: PoolConnection): Promise<void> {
  await writers.get(connection)?.watch.check();
}

/**
 * Connections to the writer among several servers. When it fails, its connections are closed and new ones lead to the
 * next one. A call waits up to ten seconds for a writer.
 *
 * @param openPool opens a pool of connections to one server.
 * @param mayHaveFailed whether an error means that the server is perhaps not the writer any more.
 */
export function openWriterConnections(
  url: string,
  servers: readonly ConnectionOptions[],
  openPool: (server: ConnectionOptions) => Pool,
  mayHaveFailed: (error: unknown) => boolean,
): Connections {
  const { watch, release } = shareWatch(url, servers);
  let opened: { readonly writer: Writer; readonly pool: Pool } | null = null;

  const poolOf = (writer: Writer): Pool => {
    if (opened?.writer === writer) return opened.pool;
    const pool = openPool(writer.server);
    const connections = new Set<RawConnection>();
    pool.pool.on("connection", (connection) => {
      connections.add(connection);
      connection.on("end", () => connections.delete(connection));
    });
    writer.onGivenUp(() => {
      for (const connection of connections) connection.destroy();
      void pool.end().catch(() => undefined);
    });
    opened = { writer, pool };
    return pool;
  };

  const getConnection = async (): Promise<PoolConnection> => {
    const writer = await watch.current();
    try {
      const connection = await givenUpOr(writer, poolOf(writer).getConnection());
      writers.set(connection.connection, { writer, watch });
      return connection;
    } catch (error) {
      await watch.check();
      throw error;
    }
  };

  const use =
    (method: "query" | "execute") =>
    async (...words: unknown[]): Promise<unknown> => {
      const connection = await getConnection();
      const { writer } = writers.get(connection.connection) ?? {};
      try {
        const run = connection[method].bind(connection) as (...words: unknown[]) => Promise<unknown>;
        return await (writer === undefined ? run(...words) : givenUpOr(writer, run(...words)));
      } catch (error) {
        if (mayHaveFailed(error)) await watch.check();
        throw error;
      } finally {
        if (writer?.isGivenUp === true) connection.destroy();
        else connection.release();
      }
    };

  return {
    getConnection,
    query: use("query") as Pool["query"],
    execute: use("execute") as Pool["execute"],
    end: async () => {
      const last = opened;
      opened = null;
      if (last?.writer.isGivenUp === false) await last.pool.end();
      release();
    },
  };
}

async function givenUpOr<T>(writer: Writer, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = writer.onGivenUp(reject);
    answer.then(resolve, reject).finally(stop);
  });
}
