import { connect, isIP, type Socket } from "node:net";
import { type Connection, createConnection } from "mysql2/promise";
import type { ResolvedConnection } from "#contract/flow/connections.ts";
import { readAddress } from "#engine/model/connection.ts";
import type { AllowedAddresses } from "./allowed-addresses.ts";
import { checkedHost } from "./checked-host.ts";
import { inTime } from "./in-time.ts";
import { ServerProblem, serverProblem } from "./server-problem.ts";

const CONNECT_MS = 10_000;

/**
 * Connects to a MySQL or MariaDB.
 *
 * @throws ServerProblem
 */
export async function connectMysql(
  { address: text, username, secret, ca }: ResolvedConnection,
  allowed: AllowedAddresses,
  connectMs: number = CONNECT_MS,
): Promise<Connection> {
  const read = readAddress("mysql", text);
  if ("problem" in read) throw new ServerProblem(read.problem);
  const { host, port, path, isEncrypted } = read.address;
  const address = await inTime(connectMs, checkedHost(host, allowed));
  try {
    const connection = await createConnection({
      host,
      port,
      stream: () => socketTo(address, port, host),
      user: username ?? "",
      ...(secret !== null && { password: secret.value }),
      database: path,
      connectTimeout: connectMs,
      charset: "utf8mb4",
      timezone: "Z",
      dateStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      flags: ["-LOCAL_FILES"],
      ...(isEncrypted && { ssl: { verifyIdentity: true, ...(ca !== null && { ca }) } }),
    });
    connection.on("error", () => undefined);
    return connection;
  } catch (error) {
    throw serverProblem(error, "mysql");
  }
}

/**
 * The client gives no name with which a certificate for an address could be compared, and TLS would take `localhost`
 * instead: then a certificate for that name would do for any address. It reads the host of the socket first.
 */
function socketTo(address: string, port: number, host: string): Socket {
  const socket = connect({ host: address, port });
  return isIP(host) === 0 ? socket : Object.assign(socket, { _host: host });
}
