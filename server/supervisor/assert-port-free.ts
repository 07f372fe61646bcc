import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Checks that the web will be able to listen.
 *
 * @throws Error which says what to do, where another program listens there or this user is not allowed to.
 */
export async function assertPortFree(port: number, host = "127.0.0.1"): Promise<void> {
  const server = createServer();
  server.listen({ port, host, exclusive: true });
  try {
    await once(server, "listening");
  } catch (error) {
    throw new Error(reasonFor((error as NodeJS.ErrnoException).code, port, host), { cause: error });
  }
  server.close();
  await once(server, "close");
}

function reasonFor(code: string | undefined, port: number, host: string): string {
  const other = port === 3000 ? 3001 : 3000;
  const advice = `Choose another with PORT, as in: PORT=${other} npm start`;
  if (code === "EADDRINUSE") return `Port ${port} of ${host} is in use by another program. ${advice}`;
  if (code === "EACCES")
    return `This user may not listen on port ${port}: ports below 1024 need more rights. ${advice}`;
  return `Port ${port} of ${host} cannot be listened on (${code ?? "unknown reason"}). ${advice}`;
}
