import type { ConnectionTest, ResolvedConnection } from "#contract/connections.ts";
import type { ConnectionKind } from "#engine/model/connection.ts";
import type { Queries } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { maskedText } from "#platform/secrets/secret-masker.ts";
import { type AllowedAddresses, allowedAddresses } from "./clients/allowed-addresses.ts";
import { connectClickhouse } from "./clients/clickhouse-client.ts";
import { askHttp } from "./clients/http-client.ts";
import { connectMysql } from "./clients/mysql-client.ts";
import { connectRedis } from "./clients/redis-client.ts";
import { ServerProblem } from "./clients/server-problem.ts";
import { showConnection } from "./connections.ts";
import { resolveConnections } from "./resolve-connections.ts";

const TEST_MS = 5_000;

type Try = (connection: ResolvedConnection, allowed: AllowedAddresses) => Promise<string>;

const TRIES: Readonly<Record<ConnectionKind, Try>> = {
  redis: async (connection, allowed) => {
    const redis = await connectRedis(connection, allowed, TEST_MS);
    const version = /redis_version:(\S+)/.exec(await redis.info("server"))?.[1] ?? "of unknown version";
    redis.disconnect();
    return `Redis ${version}`;
  },
  clickhouse: async (connection, allowed) => {
    const client = await connectClickhouse(connection, allowed, TEST_MS);
    const found = await client.query({ query: "SELECT version() AS version", format: "JSONEachRow" });
    const [row] = await found.json<{ version: string }>();
    await client.close();
    return `ClickHouse ${row?.version}`;
  },
  mysql: async (connection, allowed) => {
    const client = await connectMysql(connection, allowed, TEST_MS);
    const [rows] = await client.query("SELECT version() AS version");
    client.destroy();
    return `MySQL ${(rows as { version: string }[])[0]?.version}`;
  },
  http: async (connection, allowed) => {
    const asked = { method: "GET", path: "", timeoutMs: TEST_MS } as const;
    const { statusCode = 0, ...answer } = await askHttp(connection, allowed, asked).then((found) => {
      found.destroy();
      return found;
    });
    void answer;
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
    if (!(error instanceof ServerProblem)) throw error;
    const secrets = connection.secret === null ? [] : [connection.secret.value];
    return { isGood: false, text: `It does not work: ${maskedText(error.message, secrets)}.` };
  }
}
