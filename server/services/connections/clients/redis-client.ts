import { isIP } from "node:net";
import { Redis } from "ioredis";
import type { ResolvedConnection } from "#contract/flow/connections.ts";
import { readAddress } from "#engine/model/connection.ts";
import type { AllowedAddresses } from "./allowed-addresses.ts";
import { checkedHost } from "./checked-host.ts";
import { inTime } from "./in-time.ts";
import { ServerProblem, serverProblem } from "./server-problem.ts";

const CONNECT_MS = 10_000;
const COMMAND_MS = 60_000;

/**
 * Connects to a Redis. A lost connection stays lost: commands then fail, and whoever uses it connects again.
 *
 * @throws ServerProblem
 */
export async function connectRedis(
  { address: text, username, secret, ca }: ResolvedConnection,
  allowed: AllowedAddresses,
  {
    connectMs = CONNECT_MS,
    commandMs = COMMAND_MS,
  }: { readonly connectMs?: number; readonly commandMs?: number } = {},
): Promise<Redis> {
  const read = readAddress("redis", text);
  if ("problem" in read) throw new ServerProblem(read.problem);
  const { host, port, path, isEncrypted } = read.address;
  const address = await inTime(connectMs, checkedHost(host, allowed));
  const redis = new Redis({
    host: address,
    port,
    db: Number(path),
    ...(username !== null && { username }),
    ...(secret !== null && { password: secret.value }),
    ...(isEncrypted && {
      tls: { ...(isIP(host) === 0 && { servername: host }), ...(ca !== null && { ca }) },
    }),
    lazyConnect: true,
    connectTimeout: connectMs,
    commandTimeout: commandMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableOfflineQueue: false,
  });
  let first: unknown = null;
  redis.on("error", (error) => {
    first ??= error;
  });
  try {
    // It is connected once it has answered: a server that is frozen takes connections all the same.
    await inTime(
      connectMs,
      redis.connect().then(() => redis.ping()),
    );
    return redis;
  } catch (error) {
    redis.disconnect();
    throw serverProblem(first ?? error, "redis");
  }
}
