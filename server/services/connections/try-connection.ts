import type { ConnectionTest, ResolvedConnection } from "#contract/flow/connections.ts";
import type { ConnectionKind } from "#engine/model/connection.ts";
import type { Queries } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { maskedText } from "#platform/secrets/secret-masker.ts";
import { type AllowedAddresses, allowedAddresses } from "./clients/allowed-addresses.ts";
import { connectClickhouse } from "./clients/clickhouse-client.ts";
import { askHttp } from "./clients/http-client.ts";
import { connectMysql } from "./clients/mysql-client.ts";
import { connectRedis } from "./clients/redis-client.ts";
import { ServerProblem, serverProblem } from "./clients/server-problem.ts";
import { showConnection } from "./connections.ts";
import { resolveConnections } from "./resolve-connections.ts";

const TEST_MS = 5_000;
const OF_UNKNOWN_VERSION = "of unknown version";

type Try = (connection: ResolvedConnection, allowed: AllowedAddresses) => Promise<string>;

const TRIES: Readonly<Record<ConnectionKind, Try>> = {
  redis: async (connection, allowed) => {
    const redis = await connectRedis(connection, allowed, { connectMs: TEST_MS, commandMs: TEST_MS });
    try {
      const version = /redis_version:(\S+)/.exec(await redis.info("server"))?.[1];
      return `Redis ${version ?? OF_UNKNOWN_VERSION}`;
    } catch (error) {
      // It answered already when it was connected to. Not every user may ask for the version.
      if (error instanceof Error && error.message.startsWith("NOPERM")) return `Redis ${OF_UNKNOWN_VERSION}`;
      throw error;
    } finally {
      redis.disconnect();
    }
  },
  clickhouse: async (connection, allowed) => {
    const client = await connectClickhouse(connection, allowed, TEST_MS);
    try {
      const found = await client.query({ query: "SELECT version() AS version", format: "JSONEachRow" });
      const [row] = await found.json<{ version: string }>();
      return `ClickHouse ${row?.version ?? OF_UNKNOWN_VERSION}`;
    } finally {
      await client.close();
    }
  },
  mysql: async (connection, allowed) => {
    const client = await connectMysql(connection, allowed, TEST_MS);
    try {
      const [rows] = await client.query("SELECT version() AS version");
      return `MySQL ${(rows as { version: string }[])[0]?.version ?? OF_UNKNOWN_VERSION}`;
    } finally {
      client.destroy();
    }
  },
  http: async (connection, allowed) => {
    const asked = { method: "GET", path: "", timeoutMs: TEST_MS } as const;
    const answer = await askHttp(connection, allowed, asked);
    answer.destroy();
    const { statusCode = 0 } = answer;
    if (statusCode === 401 || statusCode === 403)
      throw new ServerProblem("the server refused the user name or the password");
    if (statusCode >= 500) throw new ServerProblem(`the server answered ${statusCode}`);
    return `Status ${statusCode}`;
  },
};

/**
 * Connects once to the server of a stored connection, with its password, and says what came of it. It is reached from
 * the machine of the web process.
 *
 * @param httpAllow the words of SIGNALBOX_HTTP_ALLOW.
 */
export async function tryConnection(
  tx: Queries,
  box: SecretBox,
  name: string,
  httpAllow: readonly string[],
): Promise<ConnectionTest> {
  const { folder } = await showConnection(tx, name);
  const { connections, problem } = await resolveConnections(tx, box, [name], folder);
  const [connection] = connections;
  if (connection === undefined) return { isGood: false, text: `Not tried: ${problem}.` };
  try {
    const text = await TRIES[connection.kind](connection, allowedAddresses(httpAllow));
    return { isGood: true, text: `It works: ${text}.` };
  } catch (error) {
    const secrets = connection.secret === null ? [] : [connection.secret.value];
    const { message } = serverProblem(error, connection.kind);
    return { isGood: false, text: `It does not work: ${maskedText(message, secrets)}.` };
  }
}
