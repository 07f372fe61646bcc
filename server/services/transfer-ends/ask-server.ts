import type { ResolvedConnection } from "#contract/flow/connections.ts";
import type { ConnectionKind } from "#engine/model/connection.ts";
import { maskedText } from "#platform/secrets/secret-masker.ts";
import type { AllowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { connectClickhouse } from "#services/connections/clients/clickhouse-client.ts";
import { askHttp } from "#services/connections/clients/http-client.ts";
import { connectMysql } from "#services/connections/clients/mysql-client.ts";
import { connectRedis } from "#services/connections/clients/redis-client.ts";
import { ServerProblem, serverProblem } from "#services/connections/clients/server-problem.ts";
import { clickhouseTable } from "./clickhouse-table.ts";
import { checkFirstRow } from "./first-row.ts";
import { mysqlTable } from "./mysql-table.ts";
import { checkQuery } from "./query-columns.ts";
import { checkStream } from "./stream-key.ts";
import type { Look } from "./transfer-looks.ts";
import { TransferProblem } from "./transfer-problem.ts";

/** So long a server has to take a connection, and to answer each question. */
const STEP_MS = 4_000;

/** An open connection. `judge` throws what is wrong with a part of a transfer. */
type OpenServer = { readonly judge: (look: Look) => Promise<void>; readonly close: () => void };

const OPEN: Readonly<
  Record<ConnectionKind, (connection: ResolvedConnection, allowed: AllowedAddresses) => Promise<OpenServer>>
> = {
  redis: async (connection, allowed) => {
    const redis = await connectRedis(connection, allowed, { connectMs: STEP_MS, commandMs: STEP_MS });
    return {
      judge: async ({ wanted }) => {
        if (wanted.is === "stream") await checkStream(redis, connection.name, wanted.key);
      },
      close: () => redis.disconnect(),
    };
  },
  clickhouse: async (connection, allowed) => {
    const client = await connectClickhouse(connection, allowed, STEP_MS);
    return {
      judge: async ({ wanted }) => {
        if (wanted.is === "table") await clickhouseTable(client, wanted.table, wanted.columns);
      },
      close: () => void client.close(),
    };
  },
  mysql: async (connection, allowed) => {
    const client = await connectMysql(connection, allowed, STEP_MS);
    return {
      judge: async ({ wanted }) => {
        if (wanted.is === "table") await mysqlTable(client, wanted.table, wanted.columns);
        else if (wanted.is === "query") await checkQuery(client, wanted);
      },
      close: () => client.destroy(),
    };
  },
  // It keeps no connection: each part is asked for by a request of its own.
  http: async (connection, allowed) => ({
    judge: async ({ wanted }) => {
      if (wanted.is === "rows") return checkFirstRow(connection, allowed, wanted, STEP_MS);
      const answer = await askHttp(connection, allowed, { method: "GET", path: "", timeoutMs: STEP_MS });
      answer.destroy();
    },
    close: () => undefined,
  }),
};

/** What is wrong with a part, as a clause. `isServer`: its server could not be used at all. */
export type Said = { readonly look: Look; readonly clause: string; readonly isServer: boolean };

/** Asks one server about all parts that need it. Nothing is written there. `signal` ends it with what was said so far. */
export async function askServer(
  connection: ResolvedConnection,
  looks: readonly Look[],
  allowed: AllowedAddresses,
  signal: AbortSignal,
): Promise<readonly Said[]> {
  const clauseOf = (error: unknown) => {
    const found = error instanceof TransferProblem ? error : serverProblem(error, connection.kind);
    return maskedText(found.message, connection.secret === null ? [] : [connection.secret.value]).slice(
      0,
      1_000,
    );
  };
  const isOver = over(signal);
  let server: OpenServer;
  try {
    if (signal.aborted) throw new TransferProblem(NO_TIME);
    const opening = OPEN[connection.kind](connection, allowed);
    opening.then(
      ({ close }) => signal.aborted && close(),
      () => undefined,
    );
    server = await Promise.race([opening, isOver]);
  } catch (error) {
    const clause = clauseOf(error);
    return looks.map((look) => ({ look, clause, isServer: true }));
  }
  const said: Said[] = [];
  try {
    for (const look of looks) {
      try {
        if (signal.aborted) throw new TransferProblem(NO_TIME);
        await Promise.race([server.judge(look), isOver]);
      } catch (error) {
        const isLate = error instanceof TransferProblem && error.message === NO_TIME;
        said.push({ look, clause: clauseOf(error), isServer: isLate || error instanceof ServerProblem });
      }
    }
    return said;
  } finally {
    server.close();
  }
}

function over(signal: AbortSignal): Promise<never> {
  const late = new Promise<never>((_done, refuse) => {
    signal.addEventListener("abort", () => refuse(new TransferProblem(NO_TIME)));
  });
  late.catch(() => undefined);
  return late;
}

const NO_TIME = "it was not asked to the end: the time for it was over";
