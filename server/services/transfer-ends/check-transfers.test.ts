import { createServer as createWeb } from "node:http";
import { type AddressInfo, connect, createServer as createPort, type Server } from "node:net";
import { Redis } from "ioredis";
import { createConnection } from "mysql2/promise";
import { afterAll, expect, test } from "vitest";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { startTestClickhouse } from "#testing/servers/clickhouse.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { saveConnection } from "../connections/connections.ts";
import { saveSecret } from "../fleet/secret-store.ts";
import { checkTransfers } from "./check-transfers.ts";

const PASSWORD = "s3cret-of-servers";
const { database, databaseUrl } = await startTestSystem();
const { queries } = database;
const box = secretBox(Buffer.alloc(32, 7));
const { socketPath, database: schema = "", user = "", ...options } = connectionOptionsOf(databaseUrl);

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done()));
  return (server.address() as AddressInfo).port;
}

// The server of the tests may listen at a local socket only, and a connection leads to a port.
const port = createPort((from) => {
  const to = connect(
    socketPath === undefined ? { host: options.host, port: options.port ?? 3306 } : { path: socketPath },
  );
  from.pipe(to).pipe(from);
  from.on("error", () => to.destroy());
  to.on("error", () => from.destroy());
});
const silent = createPort();
const web = createWeb((request, response) => {
  if (request.url?.startsWith("/closed")) response.writeHead(401).end();
  else response.end('{"at": 1, "id": "a"}\n{"at": 2, "id": "b"}\n');
});
const [mysqlPort, silentPort, webPort] = [
  await listening(port),
  await listening(silent),
  await listening(web),
];
const [redisServer, clickhouse] = await Promise.all([
  startTestRedis(PASSWORD),
  startTestClickhouse(PASSWORD),
]);
const redis = new Redis({ port: redisServer.port, password: PASSWORD });
const mysql = await createConnection(connectionOptionsOf(databaseUrl));
afterAll(async () => {
  redis.disconnect();
  for (const server of [port, silent, web]) server.close();
  await Promise.all([mysql.end(), redisServer.stop(), clickhouse.stop()]);
});

await saveSecret(queries, box, { name: "password", value: PASSWORD }, ANN);
await saveSecret(queries, box, { name: "wrong", value: "another-password" }, ANN);
const warehouse = {
  kind: "clickhouse",
  address: `http://127.0.0.1:${clickhouse.port}`,
  username: clickhouse.username,
} as const;
for (const connection of [
  { name: "queue", kind: "redis", address: `redis://127.0.0.1:${redisServer.port}`, secret: "password" },
  { name: "warehouse", ...warehouse, secret: "password" },
  { name: "locked", ...warehouse, secret: "wrong" },
  { name: "shop", kind: "mysql", address: `mysql://127.0.0.1:${mysqlPort}/${schema}`, username: user },
  { name: "silent", kind: "redis", address: `redis://127.0.0.1:${silentPort}` },
  { name: "feed", kind: "http", address: `http://127.0.0.1:${webPort}` },
] as const)
  await saveConnection(queries, connection, ANN);
const address = `http://127.0.0.1:${clickhouse.port}/?user=${clickhouse.username}&password=${PASSWORD}`;
const made = await fetch(address, {
  method: "POST",
  body: "create table orders (id String, amount UInt64) engine = ReplacingMergeTree() order by id",
});
expect(made.status).toBe(200);
await mysql.query("CREATE TABLE shop_order (id INT PRIMARY KEY, amount INT, note VARCHAR(20))");
await redis.set("no-stream", "text");

const QUEUE = { "redis-stream": { connection: "queue", stream: "orders" } };
const ORDERS = { clickhouse: { connection: "warehouse", table: "orders" } };
const transfer = (from: object, to: object, columns: object = { id: "@id" }, dead: unknown = "lost") => ({
  kind: "transfer",
  transfer: { from, to, columns, dead },
});

async function findings(vertices: object, maxMs?: number): Promise<string[]> {
  const access = { tx: queries, box, httpAllow: ["127.0.0.1"] };
  const { findings: found } = await checkTransfers(access, contentOf(vertices, []), "/", maxMs);
  expect(found.every(({ level }) => level === "warning")).toBe(true);
  return found.map(({ code, text, vertices: places }) => {
    expect(text).toMatch(/ \(asked \d{4}-\d\d-\d\d \d\d:\d\d UTC\)\./);
    return `${code} [${places.join()}] ${text.replace(/ \(asked .* UTC\)/, "")}`;
  });
}

test("of transfers for which all is there, nothing is said and nothing is written", async () => {
  const query = { mysql: { connection: "shop", query: "SELECT id, amount FROM shop_order;", cursor: "id" } };
  const rows = { http: { connection: "feed", path: "/rows", cursor: "at" } };
  const all = {
    A: transfer(QUEUE, ORDERS, { id: "@id", amount: "amount" }),
    B: transfer(
      query,
      { mysql: { connection: "shop", table: "shop_order" } },
      { id: "id", amount: "amount" },
      { connection: "queue", stream: "lost" },
    ),
    C: transfer(
      rows,
      { http: { connection: "feed", path: "/in" } },
      { id: "id" },
      { connection: "queue", stream: "lost" },
    ),
  };
  expect(await findings(all)).toEqual([]);
  expect(await redis.dbsize()).toBe(1);
});

test("a table, a column, a key, a stream and what a query gives are missed with the vertex and the part of its file", async () => {
  const dead = { connection: "queue", stream: "lost" };
  const from = (query: string, cursor = "id") => ({ mysql: { connection: "shop", query, cursor } });
  const out = { "redis-stream": { connection: "queue", stream: "out" } };
  expect(
    await findings({
      A: transfer(QUEUE, { clickhouse: { connection: "warehouse", table: "missing" } }),
      B: transfer(QUEUE, ORDERS, { id: "@id", price: "price" }),
      C: transfer({ "redis-stream": { connection: "queue", stream: "no-stream" } }, ORDERS),
      D: transfer(QUEUE, { mysql: { connection: "shop", table: "shop_order" } }, { amount: "amount" }),
      E: transfer(from("SELECT id FROM gone"), out, { id: "@id" }, dead),
      F: transfer(from("SELECT id FROM shop_order"), out, { id: "@id", price: "price" }, dead),
      G: transfer(from("SELECT note FROM shop_order", "note"), out, { id: "@id" }, dead),
      H: transfer({ http: { connection: "feed", path: "/closed", cursor: "at" } }, out, { id: "@id" }, dead),
      I: transfer(
        { http: { connection: "feed", path: "/rows", cursor: "place" } },
        out,
        { id: "@id" },
        { connection: "queue", stream: "no-stream" },
      ),
    }),
  ).toEqual([
    "transfer-server [A] A, `to`, connection warehouse: there is no table missing.",
    "transfer-server [B] B, `to`, connection warehouse: the table orders has no column price: it has id, amount.",
    'transfer-server [C] C, `from`, connection queue: the key "no-stream" of the connection queue is no stream: it holds a string.',
    "transfer-server [D] D, `to`, connection shop: the table shop_order has no primary or unique key of columns that the transfer writes: a row that is written again would be there twice.",
    `transfer-server [E] E, \`from\`, connection shop: Table '${schema}.gone' doesn't exist.`,
    "transfer-server [F] F, `from`, connection shop: the query gives no column price: it gives id.",
    "transfer-server [G] G, `from`, connection shop: the cursor note is neither a whole number nor a time.",
    "transfer-server [H] H, `from`, connection feed: the server answers 401 to GET /closed: it refuses the user name, the password or the token.",
    "transfer-server [I] I, `from`, connection feed: the first row of GET /rows has no field place, which is the cursor: it has at, id.",
    'transfer-server [I] I, `dead`, connection queue: the key "no-stream" of the connection queue is no stream: it holds a string.',
  ]);
});

test("a query is prepared and not executed", async () => {
  const query = { connection: "shop", query: "SELECT SLEEP(3600) AS id", cursor: "id" };
  const spec = transfer({ mysql: query }, ORDERS, { id: "@id" }, { connection: "queue", stream: "lost" });
  expect(await findings({ A: spec })).toEqual([]);
});

test("a wrong password is one finding of the connection with all its vertices, and has no password in it", async () => {
  const to = { clickhouse: { connection: "locked", table: "orders" } };
  expect(await findings({ A: transfer(QUEUE, to), B: transfer(QUEUE, to) })).toEqual([
    "connection-unusable [A,B] The connection locked: the server refused the user name or the password. It is used by A, B.",
  ]);
});

test("a server that says nothing holds up nobody longer than the time there is, and the others are judged", async () => {
  const from = { "redis-stream": { connection: "silent", stream: "orders" } };
  const to = { clickhouse: { connection: "warehouse", table: "missing" } };
  expect(await findings({ A: transfer(from, to) }, 2_000)).toEqual([
    "connection-unusable [A] The connection silent: it was not asked to the end: the time for it was over. It is used by A.",
    "transfer-server [A] A, `to`, connection warehouse: there is no table missing.",
  ]);
});
