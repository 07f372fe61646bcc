import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { createServer, type IncomingMessage } from "node:http";
import { get } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { socketFetch } from "#cli/command/socket-fetch.ts";
import { currentPeer } from "#platform/addresses/peer.ts";
import { watchSyncs } from "#testing/watch-syncs.ts";
import { CERTIFICATE, KEY } from "./certificate-for-test.ts";
import { peerOf, TrustedProxies } from "./client-address.ts";
import { listenOnPort, listenOnSocket, portServer } from "./listen.ts";

let dir: string;
const closers: (() => void)[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "listen-"));
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await rm(dir, { recursive: true });
});

const ANY_PORT = { host: "127.0.0.1", port: 0 };

/** Says who asks, and what came. */
const mirror: RequestListener = async (request, response) => {
  let body = "";
  for await (const part of request) body += part;
  response.end(JSON.stringify({ peer: currentPeer(), method: request.method, url: request.url, body }));
};

async function onPort(proxies: readonly string[] = []): Promise<string> {
  const tls = null;
  const server = await portServer(mirror, { tls, proxies: new TrustedProxies(proxies) });
  await listenOnPort(server, ANY_PORT);
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("what comes by the socket is known as such; nobody else can open it, and no header claims it", async () => {
  const server = await listenOnSocket(mirror, dir);
  closers.push(() => server.close());
  const path = join(dir, "web.sock");
  const answer = await socketFetch(path)("http://localhost/a?b=1", { method: "POST", body: "é" });
  expect(await answer.json()).toEqual({ peer: { by: "socket" }, method: "POST", url: "/a?b=1", body: "é" });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(dir)).mode & 0o777).toBe(0o700);
  const headers = { "x-forwarded-for": "10.9.9.9", "x-signalbox-peer": "socket", peer: "socket" };
  const claimed = await fetch(`${await onPort()}/`, { headers });
  expect(await claimed.json()).toMatchObject({
    peer: { by: "network", address: "127.0.0.1", isEncrypted: false },
  });
});

test.skipIf(process.platform !== "linux")(
  "a data directory that is new has its name on the disk before the web writes into it",
  async () => {
    const synced = await watchSyncs((path) => path);
    const server = await listenOnSocket(mirror, join(dir, "new", "data"));
    closers.push(() => server.close());
    expect(synced).toEqual([join(dir, "new"), dir]);
  },
);

test("the socket of a killed process is taken over, that of a living one is not", async () => {
  await writeFile(join(dir, "web.sock"), "");
  const server = await listenOnSocket(mirror, dir);
  closers.push(() => server.close());
  await expect(listenOnSocket(mirror, dir)).rejects.toThrow(/Another web process listens/);
  expect((await socketFetch(join(dir, "web.sock"))("http://localhost/")).status).toBe(200);
});

test("the address that a trusted proxy tells is the caller's", async () => {
  const headers = { "x-forwarded-for": "6.6.6.6, 10.9.9.9, 127.0.0.1", "x-forwarded-proto": "https" };
  expect(await (await fetch(await onPort(["127.0.0.1"]), { headers })).json()).toMatchObject({
    peer: { by: "network", address: "10.9.9.9", isEncrypted: true },
  });
});

test("with a certificate a connection is encrypted, and known to be", async () => {
  const tls = { certificate: join(dir, "cert.pem"), key: join(dir, "key.pem") };
  await writeFile(tls.certificate, CERTIFICATE);
  await writeFile(tls.key, KEY);
  const server = await portServer(mirror, { tls, proxies: new TrustedProxies([]) });
  await listenOnPort(server, ANY_PORT);
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const asked = get({ host: "127.0.0.1", port, path: "/", ca: CERTIFICATE, agent: false });
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  expect(await json(response)).toMatchObject({
    peer: { by: "network", address: "127.0.0.1", isEncrypted: true },
  });
});

test("an aborted request over the socket ends with the caller's reason", async () => {
  const silent = createServer(() => undefined).listen(join(dir, "silent.sock"));
  await once(silent, "listening");
  closers.push(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const abort = new AbortController();
  const asked = socketFetch(join(dir, "silent.sock"))("http://localhost/", { signal: abort.signal });
  abort.abort(new Error("enough"));
  await expect(asked).rejects.toThrow("enough");
});

const from = (remoteAddress: string, headers: Record<string, string> = {}, encrypted = false) =>
  ({ socket: { remoteAddress, encrypted }, headers }) as unknown as Parameters<typeof peerOf>[0];

test.each([
  ["this machine", from("127.0.0.1"), [], "127.0.0.1", false],
  ["this machine over IPv6", from("::ffff:127.0.0.1"), [], "127.0.0.1", false],
  ["elsewhere without encryption", from("10.0.0.9"), ["10.0.0.7"], null, false],
  ["elsewhere, encrypted", from("10.0.0.9", {}, true), [], "10.0.0.9", true],
  [
    "who claims to be forwarded",
    from("10.0.0.9", { "x-forwarded-for": "1.1.1.1" }, true),
    [],
    "10.0.0.9",
    true,
  ],
  [
    "a trusted network",
    from("10.1.2.3", { "x-forwarded-for": "9.9.9.9" }),
    ["10.1.0.0/16"],
    "9.9.9.9",
    false,
  ],
  [
    "a proxy that tells nonsense",
    from("10.0.0.7", { "x-forwarded-for": "9.9.9.9, x" }),
    ["10.0.0.7"],
    "10.0.0.7",
    false,
  ],
  ["a proxy that tells nothing", from("10.0.0.7"), ["10.0.0.7"], "10.0.0.7", false],
  [
    "an IPv6 proxy",
    from("fd00::7", { "x-forwarded-for": "2001:db8::1" }),
    ["fd00::/8"],
    "2001:db8::1",
    false,
  ],
])("%s", (_who, request, proxies, address, isEncrypted) => {
  const peer = peerOf(request, new TrustedProxies(proxies));
  expect(peer).toEqual(address === null ? null : { by: "network", address, isEncrypted });
});
