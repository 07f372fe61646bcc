import { Agent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import type { LookupFunction } from "node:net";
import { type ClickHouseClient, createClient } from "@clickhouse/client";
import type { ResolvedConnection } from "#contract/flow/connections.ts";
import { readAddress } from "#engine/model/connection.ts";
import type { AllowedAddresses } from "./allowed-addresses.ts";
import { checkedHost } from "./checked-host.ts";
import { inTime } from "./in-time.ts";
import { ServerProblem, serverProblem } from "./server-problem.ts";

const REQUEST_MS = 60_000;

/**
 * A client of a ClickHouse, which has answered.
 *
 * @throws ServerProblem
 */
export async function connectClickhouse(
  { address: text, username, secret, ca }: ResolvedConnection,
  allowed: AllowedAddresses,
  requestMs: number = REQUEST_MS,
): Promise<ClickHouseClient> {
  const read = readAddress("clickhouse", text);
  if ("problem" in read) throw new ServerProblem(read.problem);
  const { host, port, path, isEncrypted } = read.address;
  const address = await inTime(requestMs, checkedHost(host, allowed));
  const family = address.includes(":") ? 6 : 4;
  const lookup: LookupFunction = (_name, { all }, callback) =>
    all === true ? callback(null, [{ address, family }]) : callback(null, address, family);
  const settings = { keepAlive: true, maxSockets: 4, lookup };
  const named = host.includes(":") ? `[${host}]` : host;
  const client = createClient({
    url: `${isEncrypted ? "https" : "http"}://${named}:${port}`,
    ...(path !== "" && { database: path }),
    ...(username !== null && { username }),
    ...(secret !== null && { password: secret.value }),
    request_timeout: requestMs,
    http_agent: isEncrypted
      ? new SecureAgent({ ...settings, ...(ca !== null && { ca }) })
      : new Agent(settings),
    log: { level: 127 },
  });
  try {
    const result = await client.query({ query: "SELECT version() AS version", format: "JSONEachRow" });
    const [row] = await result.json<{ version?: unknown }>();
    if (typeof row?.version !== "string") throw new ServerProblem("the server is no ClickHouse");
    return client;
  } catch (error) {
    await client.close();
    throw error instanceof SyntaxError
      ? new ServerProblem("the server is no ClickHouse")
      : serverProblem(error, "clickhouse");
  }
}
