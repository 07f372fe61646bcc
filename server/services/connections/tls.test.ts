import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import type { ConnectionKind } from "#engine/model/connection.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { startTestClickhouse } from "#testing/servers/clickhouse.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { makeAuthority } from "#testing/tls/certificates.ts";
import { startMariadbWithTls } from "#testing/tls/mariadb-with-tls.ts";
import { saveSecret } from "../fleet/secret-store.ts";
import { saveConnection } from "./connections.ts";
import { tryConnection } from "./try-connection.ts";

const PASSWORD = "open-sesame-7";
const { database } = await startTestSystem();
const { queries } = database;
const box = secretBox(Buffer.alloc(32, 7));
await saveSecret(queries, box, { name: "password", value: PASSWORD }, ANN);
const authority = makeAuthority();
const foreign = makeAuthority();
// It is no certificate for the address 127.0.0.1, only for the name that leads there.
const named = authority.certificateFor("DNS:localhost");
afterAll(() => {
  authority.remove();
  foreign.remove();
});

async function tried(kind: ConnectionKind, address: string, ca?: string): Promise<string> {
  const login = kind === "mysql" ? { username: "u" } : { username: "default", secret: "password" };
  const username = kind === "clickhouse" ? { username: "signalbox" } : {};
  const settings = { name: "tried", kind, address, ...login, ...username, ...(ca !== undefined && { ca }) };
  await saveConnection(queries, settings, ANN);
  return (await tryConnection(queries, box, "tried", ["127.0.0.0/8", "localhost"])).text;
}

const WORKS = /^It works: /;
const UNKNOWN =
  /^It does not work: the certificate of the server is signed by nobody whom this connection trusts/;
const OTHER_HOST = /^It does not work: the certificate of the server is for another host/;

/** The right authority is accepted; another one, none, and another host are each refused with a sentence. */
async function expectChecked(kind: ConnectionKind, addressAt: (host: string) => string): Promise<void> {
  const { ca } = authority;
  expect(await tried(kind, addressAt("localhost"), ca)).toMatch(WORKS);
  expect(await tried(kind, addressAt("localhost"), `${foreign.ca}${ca}`)).toMatch(WORKS);
  expect(await tried(kind, addressAt("localhost"), foreign.ca)).toMatch(UNKNOWN);
  expect(await tried(kind, addressAt("localhost"))).toMatch(UNKNOWN);
  expect(await tried(kind, addressAt("127.0.0.1"), ca)).toMatch(OTHER_HOST);
}

test("the certificate of a Redis is checked; one without encryption is told", async () => {
  const redis = await startTestRedis(PASSWORD, named);
  const plain = await startTestRedis(PASSWORD);
  try {
    await expectChecked("redis", (host) => `rediss://${host}:${redis.port}`);
    expect(await tried("redis", `rediss://localhost:${plain.port}`)).toMatch(/^It does not work: the server/);
  } finally {
    await Promise.all([redis.stop(), plain.stop()]);
  }
});

test("the certificate of a ClickHouse is checked", async () => {
  const clickhouse = await startTestClickhouse(PASSWORD, named);
  try {
    await expectChecked("clickhouse", (host) => `https://${host}:${clickhouse.securePort}`);
  } finally {
    await clickhouse.stop();
  }
});

test("the certificate of a MariaDB is checked", async () => {
  const mariadb = await startMariadbWithTls(named);
  try {
    await expectChecked("mysql", (host) => `mysqls://${host}:${mariadb.port}/information_schema`);
  } finally {
    await mariadb.stop();
  }
});

test("the certificate of an HTTP server is checked, also where it is for an address, and one that is over is told", async () => {
  const serve = async (names: string, days?: number) => {
    const { cert, key } = authority.certificateFor(names, days);
    const files = { cert: readFileSync(cert), key: readFileSync(key) };
    const server = createServer(files, (_request, response) => void response.end());
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
    return { server, port: (server.address() as AddressInfo).port };
  };
  const byName = await serve("DNS:localhost");
  const byAddress = await serve("IP:127.0.0.1");
  const over = await serve("DNS:localhost", -1);
  try {
    await expectChecked("http", (host) => `https://${host}:${byName.port}`);
    const { ca } = authority;
    expect(await tried("http", `https://127.0.0.1:${byAddress.port}`, ca)).toMatch(WORKS);
    expect(await tried("http", `https://localhost:${byAddress.port}`, ca)).toMatch(OTHER_HOST);
    expect(await tried("http", `https://localhost:${over.port}`, ca)).toMatch(
      /certificate of the server is over/,
    );
  } finally {
    for (const { server } of [byName, byAddress, over]) server.close();
  }
});
