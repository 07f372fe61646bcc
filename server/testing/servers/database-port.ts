import { type AddressInfo, connect, createServer } from "node:net";
import { connectionOptionsOf } from "#platform/database-url.ts";

/** A port that leads to the server of the tests: that may listen at a local socket only, and a connection leads to a port. */
export async function openDatabasePort(databaseUrl: string): Promise<{ port: number; close: () => void }> {
  const { socketPath, host, port } = connectionOptionsOf(databaseUrl);
  const server = createServer((from) => {
    const to = connect(socketPath === undefined ? { host, port: port ?? 3306 } : { path: socketPath });
    from.pipe(to).pipe(from);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const)
      one.on("error", () => other.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
