import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Redis } from "ioredis";
import { createConnection } from "mysql2/promise";
import { afterAll, expect, test } from "vitest";
import type { ResolvedConnection } from "#contract/flow/connections.ts";
import type { TransferSpec } from "#engine/model/graph-content.ts";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { openDatabasePort } from "#testing/servers/database-port.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import type { RunnerResources } from "../tasks/runner-resources.ts";
import { transferExecutor } from "../tasks/transfer.ts";
import { openSource, openTarget } from "./open-ends.ts";
import { runTransfer } from "./run-transfer.ts";

const PASSWORD = "s3cret-of-servers";
const { databaseUrl } = await startTestSystem();
const options = connectionOptionsOf(databaseUrl);
const { database: schema, user } = options;
const port = await openDatabasePort(databaseUrl);
const server = await startTestRedis(PASSWORD);
const redis = new Redis({ port: server.port, password: PASSWORD });
const mysql = await createConnection({ ...options, multipleStatements: true });

/** What the HTTP server was sent, and how it answers; null: it does not. */
const posted = new Map<string, unknown[]>();
let statusFor = (_row: Record<string, unknown>): number | null => 204;
const unanswered: ServerResponse[] = [];
let pages: { readonly headers: Record<string, string>; readonly lines: readonly object[] }[] = [];
const asked: string[] = [];
const web = createServer(async (request, response) => {
  if (request.method === "GET") {
    asked.push(request.url ?? "");
    const { headers, lines } = pages.shift() ?? { headers: {}, lines: [] };
    response.writeHead(200, headers).end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    return;
  }
  let body = "";
  for await (const part of request) body += part;
  const row = JSON.parse(body);
  const key = String(request.headers["idempotency-key"]);
  const status = statusFor(row);
  if (status === null) return void unanswered.push(response);
  if (status < 300) posted.set(key, [...(posted.get(key) ?? []), row]);
  response.writeHead(status).end(status === 422 ? "no such thing" : "");
});
await new Promise<void>((done) => web.listen(0, "127.0.0.1", () => done()));
afterAll(async () => {
  redis.disconnect();
  web.close();
  port.close();
  await Promise.all([mysql.end(), server.stop()]);
});

const connection = (name: string, more: Partial<ResolvedConnection>): ResolvedConnection => ({
  ...{ name, kind: "redis", address: "", username: null, ca: null, secret: null },
  ...more,
});
const connections = [
  connection("queue", {
    address: `redis://127.0.0.1:${server.port}`,
    secret: { name: "password", value: PASSWORD },
  }),
  connection("db", {
    kind: "mysql",
    address: `mysql://127.0.0.1:${port.port}/${schema}`,
    username: user,
    secret: options.password === undefined ? null : { name: "password", value: options.password },
  }),
  connection("api", { kind: "http", address: `http://127.0.0.1:${(web.address() as AddressInfo).port}` }),
];

async function transfer(name: string, given: object) {
  const spec = { dead: { connection: "queue", stream: `${name}-dead` }, ...given } as unknown as TransferSpec;
  const task = { kind: "transfer", spec, name: `g/${name}` } as const;
  const opened: (() => void)[] = [];
  const allowed = { isAllowed: () => true, isHostAllowed: () => true };
  const { signal } = new AbortController();
  const onOpen = (close: () => void) => void opened.push(close);
  const opening = { task, connections, allowed, onOpen, signal };
  try {
    const target = await openTarget(opening);
    const source = await openSource(opening);
    const end = await runTransfer(task, source, target, { onRound: () => undefined, masked: (text) => text });
    const { read, written, dead, left } = end.response;
    return { read, written, dead, left, why: end.stop.why };
  } finally {
    for (const close of opened) close();
  }
}

const reasonsOf = async (name: string) =>
  (await redis.xrange(`${name}-dead`, "-", "+")).map(([, fields]) => fields[fields.indexOf("@reason") + 1]);

test("rows of a query go into a stream, from where the last transfer ended; a full stream takes no more and none is lost", async () => {
  await mysql.query(
    "create table source (id bigint unsigned primary key, price decimal(9, 2), note text); insert into source values (9007199254740993, 1.50, 'ü'), (9007199254740994, 2.00, 'b'), (9007199254740995, 3.00, null), (9007199254740996, 4.25, 'd'), (9007199254740997, 5.00, 'e')",
  );
  const spec = {
    from: { mysql: { connection: "db", query: "SELECT id, price, note FROM source", cursor: "id" } },
    to: { "redis-stream": { connection: "queue", stream: "out", maxLength: 3 } },
    columns: { id: "@id", price: "price", note: "note" },
    batch: 2,
  };
  expect(await transfer("queried", spec)).toMatchObject({ written: 3, dead: 1, why: "full" });
  expect(await redis.xlen("out")).toBe(3);
  expect(await redis.xrange("out", "-", "+", "COUNT", 1)).toMatchObject([
    [expect.anything(), ["id", "9007199254740993", "price", "1.50", "note", "ü"]],
  ]);
  await redis.del("out");
  expect(await transfer("queried", spec)).toEqual({ read: 1, written: 1, dead: 0, left: 0, why: "empty" });
  expect(await transfer("queried", spec)).toMatchObject({ read: 0, left: 0, why: "empty" });
  expect(await reasonsOf("queried")).toEqual(["its note is null, and a stream of Redis has texts only"]);
  await mysql.query("insert into source values (9007199254740998, 6, 'f')");
  expect(await transfer("queried", spec)).toMatchObject({ read: 1, written: 1 });
  await mysql.query("create view twice as select 1 as id union all select 1 union all select 2");
  await expect(
    transfer("twice", {
      ...spec,
      from: { mysql: { connection: "db", query: "SELECT * FROM twice", cursor: "id" } },
    }),
  ).rejects.toThrow(/the cursor id is 1 in two rows/);
  await expect(
    transfer("texts", {
      ...spec,
      from: { mysql: { connection: "db", query: "SELECT note FROM source", cursor: "note" } },
    }),
  ).rejects.toThrow(/neither a whole number nor a time/);
});

test("a table is written by its key: again is once, and what it would round or cut is a dead letter", async () => {
  await mysql.query(
    "create table target (id varchar(40) primary key, price decimal(9, 2) not null, n tinyint, at datetime(3)); create table keyless (id varchar(40))",
  );
  const add = (id: string, price: string, n: string, at = "2026-11-27T08:30:00.250Z") =>
    redis.xadd("rows", "*", "id", id, "price", price, "n", n, "at", at);
  await add("a", "1.50", "1");
  await add("b", "1.239", "1");
  await add("c", "2", "300");
  await add("d", "3", "3", "yesterday");
  await add("e", "4", "4", "2026-11-27 08:30:00.1234");
  await add("a", "9.75", "2");
  const spec = {
    from: { "redis-stream": { connection: "queue", stream: "rows" } },
    to: { mysql: { connection: "db", table: "target" } },
    columns: { id: "id", price: "price", n: "n", at: "at" },
    dead: { stream: "upserted-dead" },
  };
  expect(await transfer("upserted", spec)).toEqual({ read: 6, written: 2, dead: 4, left: 0, why: "empty" });
  const [rows] = await mysql.query(
    "select id, cast(price as char) price, n, cast(at as char) at from target",
  );
  expect(rows).toEqual([{ id: "a", price: "9.75", n: 2, at: "2026-11-27 08:30:00.250" }]);
  expect(await reasonsOf("upserted")).toEqual([
    expect.stringContaining("column price"),
    expect.stringContaining("column n"),
    expect.stringContaining("column at"),
    expect.stringContaining("3 digits of a second"),
  ]);
  await expect(
    transfer("keyless", {
      ...spec,
      to: { mysql: { connection: "db", table: "keyless" } },
      columns: { id: "id" },
    }),
  ).rejects.toThrow(/keyless has no primary or unique key/);
  await expect(transfer("colour", { ...spec, columns: { ...spec.columns, colour: "c" } })).rejects.toThrow(
    /target has no column colour/,
  );
});

test("pages of NDJSON are posted row by row, each with the key that it always has", async () => {
  const row = (cursor: number) => ({ cursor: `c${cursor}`, id: `e${cursor}`, n: cursor });
  const feed = () => [
    { headers: { "signalbox-has-more": "true", "signalbox-cursor": "c3" }, lines: [row(1), row(2), row(3)] },
    { headers: { "signalbox-has-more": "true", "signalbox-cursor": "c9" }, lines: [] },
    { headers: { "signalbox-has-more": "false", "signalbox-cursor": "c11" }, lines: [row(10), row(11)] },
  ];
  const spec = {
    from: { events: { connection: "api" } },
    to: { http: { connection: "api", path: "/sink" } },
    columns: { id: "@id", n: "n" },
  };
  pages = feed();
  statusFor = ({ id }) => (id === "e2" ? 422 : id === "e10" ? 503 : 204);
  expect(await transfer("posted", spec)).toEqual({ read: 5, written: 2, dead: 1, left: 0, why: "full" });
  expect(asked).toEqual([
    "/api/events?format=ndjson&limit=1000",
    "/api/events?format=ndjson&limit=1000&after=c3",
    "/api/events?format=ndjson&limit=1000&after=c9",
  ]);
  expect(await reasonsOf("posted")).toEqual(["the target answered 422: no such thing"]);
  pages = feed().slice(2);
  statusFor = () => 204;
  expect(await transfer("posted", spec)).toMatchObject({ read: 2, written: 2, why: "empty" });
  expect(asked.at(-1)).toContain("after=c9");
  // The last row was sent twice, with the same key.
  expect([...posted.values()].map((rows) => rows.length)).toEqual([1, 1, 2, 1]);
  pages = [{ headers: {}, lines: [{ id: "x" }] }];
  await expect(transfer("posted", spec)).rejects.toThrow(/line 1 .* has no field "cursor"/);
});

test("a kill ends the requests of a transfer that are under way", async () => {
  const lines = Array.from({ length: 40 }, (_, place) => ({ cursor: `c${place}`, id: `e${place}` }));
  pages = [{ headers: { "signalbox-has-more": "false" }, lines }];
  const spec: TransferSpec = {
    from: { events: { connection: "api" } },
    to: { http: { connection: "api", path: "/sink" } },
    columns: { id: "@id" },
    dead: { connection: "queue", stream: "killed-dead" },
  };
  const execute = transferExecutor({ env: { httpAllow: ["127.0.0.1"] } } as unknown as RunnerResources);
  const context = { secrets: {}, timeoutMs: null, sink: { write: () => undefined }, connections } as const;
  const killed = new Promise((resolve) => {
    statusFor = () => {
      resolve(execution.kill("cancelled"));
      return null;
    };
  });
  const task = { kind: "transfer", spec, name: "g/killed" } as const;
  const execution = execute(task, context as unknown as Parameters<typeof execute>[1]);
  await killed;
  expect(await execution.result).toMatchObject({ endedBy: "cancelled" });
  await Promise.all(unanswered.map((response) => response.closed || once(response, "close")));
  expect(unanswered.length).toBeLessThanOrEqual(8);
});
