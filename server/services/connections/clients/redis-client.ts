import { isIP } from "node:net";
import { Redis } from "ioredis";
import type { ResolvedConnection } from "#contract/flow/connections.ts";
import { readAddress } from "#engine/model/connection.ts";
import type { AllowedAddresses } from "./allowed-addresses.ts";
import { checkedHost } from "./checked-host.ts";
import { ServerProblem, serverProblem } from "./server-problem.ts";

const CONNECT_MS = 10_000;

/**
 * Connects to a Redis. A lost connection stays lost: commands then fail, and whoever uses it connects again.
 *
 * @throws ServerProblem
 */
export async function connectRedis(
  { address: text, username, secret, ca }: ResolvedConnection,
  allowed: AllowedAddresses,
  connectMs: number = CONNECT_MS,
): Promise<Redis> {
  const read = readAddress("redis", text);
  if ("problem" in read) throw new ServerProblem(read.problem);
  const { host, port, path, isEncrypted } = read.address;
  const redis = new Redis({
    host: await checkedHost(host, allowed),
    port,
    db: Number(path),
    ...(username !== null && { username }),
    ...(secret !== null && { password: secret.value }),
    ...(isEncrypted && {
      tls: { ...(isIP(host) === 0 && { servername: host }), ...(ca !== null && { ca }) },
    }),
    lazyConnect: true,
    connectTimeout: connectMs,
    commandTimeout: 60_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableOfflineQueue: false,
  });
  let first: unknown = null;
  redis.on("error", (error) => {
    first ??= error;
  });
  try {
    await redis.connect();
    await redis.ping();
    return redis;
  } catch (error) {
    redis.disconnect();
    throw serverProblem(first ?? error, "redis");
  }
}
