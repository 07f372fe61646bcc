import { once } from "node:events";
import { chmodSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect } from "node:net";
import { answerPeer } from "#platform/addresses/peer.ts";
import { socketPathFor } from "#platform/addresses/socket-path.ts";
import { WEB_SOCKET } from "#platform/addresses/web-socket.ts";
import { makeSyncedDirectory } from "#platform/secrets/write-synced.ts";
import { peerOf, type TrustedProxies } from "./client-address.ts";

export type TlsFiles = { readonly certificate: string; readonly key: string };

/**
 * Makes the server that people and programs reach.
 *
 * @param tls the files of a certificate and its key; null: plain HTTP, for this machine and trusted proxies only.
 * @throws Error where a file cannot be read.
 */
export async function portServer(
  answer: RequestListener,
  { tls, proxies }: { tls: TlsFiles | null; proxies: TrustedProxies },
): Promise<Server> {
  const front: RequestListener = (request, response) => {
    const peer = peerOf(request, proxies);
    if (peer !== null) return answerPeer(peer, () => answer(request, response));
    response.writeHead(421, { "content-type": "text/plain; charset=utf-8", connection: "close" });
    response.end("This server is reached by its proxy only.\n");
  };
  if (tls === null) return createServer(front);
  return createTlsServer({ cert: await readFile(tls.certificate), key: await readFile(tls.key) }, front);
}

/** @throws Error where the port cannot be used. */
export async function listenOnPort(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<void> {
  server.listen({ port, host });
  await once(server, "listening");
}

/**
 * Listens at the socket in the data directory, for the command line on this machine. The directory is closed to other
 * users, so whoever connects is the user who runs this server.
 *
 * @throws Error where another process listens there.
 */
export async function listenOnSocket(answer: RequestListener, dataDir: string): Promise<Server> {
  await makeSyncedDirectory(dataDir, 0o700);
  chmodSync(dataDir, 0o700);
  const path = socketPathFor(dataDir, WEB_SOCKET);
  if (await isAnswered(path))
    throw new Error(`Another web process listens at ${path}. Give each a SIGNALBOX_DATA of its own.`);
  rmSync(path, { force: true }); // A killed process left it.
  const server = createServer((request, response) => {
    answerPeer({ by: "socket" }, () => answer(request, response));
  });
  server.listen(path);
  await once(server, "listening");
  chmodSync(path, 0o600);
  return server;
}

async function isAnswered(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
