import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, expect, test } from "vitest";
import type { TransferSpec } from "#engine/model/graph-content.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { saveConnection } from "#services/connections/connections.ts";
import { resolveConnections } from "#services/connections/resolve-connections.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { readLog } from "#services/logs/read-log.ts";
import { createFolder } from "#services/rights/folders.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { startTestClickhouse } from "#testing/servers/clickhouse.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import type { Source, Target } from "./ends.ts";
import { openSource, openTarget } from "./open-ends.ts";
import { runTransfer } from "./run-transfer.ts";

const KEY = Buffer.alloc(32, 7);
const PASSWORD = "s3cret-of-servers";
const RUNNER = { SIGNALBOX_HTTP_ALLOW: "127.0.0.1", SIGNALBOX_SECRET_KEY: KEY.toString("base64") };

const system = await startTestSystem();
const { database } = system;
const { queries } = database;
const box = secretBox(KEY);
const [redisServer, clickhouse] = await Promise.all([
  startTestRedis(PASSWORD),
  startTestClickhouse(PASSWORD),
]);
const redis = new Redis({ port: redisServer.port, password: PASSWORD });
afterAll(async () => {
  await system.stopRunners();
  redis.disconnect();
  await Promise.all([redisServer.stop(), clickhouse.stop()]);
});

await saveSecret(queries, box, { name: "password", value: PASSWORD }, ANN);
await saveSecret(queries, box, { name: "wrong", value: "another-password" }, ANN);
const queue = { kind: "redis", address: `redis://127.0.0.1:${redisServer.port}` } as const;
const warehouse = {
  kind: "clickhouse",
  address: `http://127.0.0.1:${clickhouse.port}`,
  username: clickhouse.username,
} as const;
await saveConnection(queries, { name: "queue", ...queue, secret: "password" }, ANN);
await saveConnection(queries, { name: "warehouse", ...warehouse, secret: "password" }, ANN);
await saveConnection(queries, { name: "locked", ...warehouse, secret: "wrong" }, ANN);

async function ask(query: string): Promise<string> {
  const address = `http://127.0.0.1:${clickhouse.port}/?user=${clickhouse.username}&password=${PASSWORD}`;
  const answer = await fetch(address, { method: "POST", body: query });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

const table = (name: string, engine = "ReplacingMergeTree() order by id") =>
  ask(`create table ${name} (id String, amount UInt64, price Decimal(9, 2), note String) engine = ${engine}`);

const COLUMNS = { id: "@id", amount: "amount", price: "price", note: "note" };
const graph = (name: string, change: object = {}, more: object = {}) => ({
  name,
  vertices: {
    sync: {
      kind: "transfer",
      transfer: {
        from: { "redis-stream": { connection: "queue", stream: name } },
        to: { clickhouse: { connection: "warehouse", table: name } },
        columns: COLUMNS,
        dead: `${name}-dead`,
        ...change,
      },
      ...more,
    },
  },
});

const add = (stream: string, amount: string, price = "1.50", note = "n") =>
  redis.xadd(stream, "*", "amount", amount, "price", price, "note", note);

async function ended(run: Awaited<ReturnType<typeof system.launch>>) {
  const { pipeline, tracks } = await run.until(({ pipeline: { state } }) => state !== "running");
  return { state: pipeline.state, reason: tracks[0]?.reason, outputs: tracks[0]?.outputs };
}

async function deadOf(stream: string) {
  const entries = await redis.xrange(stream, "-", "+");
  return entries.map(([, fields]) => {
    const at = (name: string) => fields[fields.indexOf(name) + 1];
    return { id: at("@id"), reason: at("@reason"), amount: at("amount"), by: at("@transfer") };
  });
}

await system.startRunner({ SIGNALBOX_RUNNER: "r1", ...RUNNER });

test("ten rows, three of which the table refuses: seven are written and gone, three are dead letters with their reasons", async () => {
  await table("mixed");
  for (let row = 0; row < 6; row += 1) await add("mixed", String(row));
  await add("mixed", "9007199254740993", "1234567.80", "tab\tline\nback\\slash ü");
  await add("mixed", "-1");
  await add("mixed", "1", "1.239");
  const lacking = await redis.xadd("mixed", "*", "amount", "1", "note", "n");
  const run = await system.launch(graph("mixed", { batch: 4 }));
  expect(await ended(run)).toEqual({
    state: "succeeded",
    reason: "3 rows are in the dead letters",
    outputs: { read: 10, written: 7, dead: 3, left: 0 },
  });
  expect(await redis.xlen("mixed")).toBe(0);
  expect(await ask("select amount, price, note from mixed where amount > 5 format TabSeparated")).toBe(
    "9007199254740993\t1234567.80\ttab\\tline\\nback\\\\slash ü\n",
  );
  expect(await ask("select count() from mixed")).toBe("7\n");
  const dead = await deadOf("mixed-dead");
  expect(dead.map(({ reason }) => reason)).toEqual([
    expect.stringContaining("column amount"),
    expect.stringContaining("more than 2 digits behind the point"),
    'it has no field "price"',
  ]);
  expect(dead[2]).toMatchObject({ id: lacking, amount: "1", by: "mixed/sync" });
  const log = await readLog(queries, { id: run.id, vertex: "sync", after: 0, limit: 100 });
  const text = log.chunks.map((chunk) => chunk.text).join("");
  expect(text).toContain("Round 1: 4 read, 4 written, 0 dead");
  expect(text).toContain("Round 3: 2 read, 0 written, 2 dead");
  expect(text).toContain("10 read, 7 written, 3 dead, 0 left");
});

test("the template moves a stream into the table that its description names", async () => {
  const text = readFileSync(
    join(PROJECT_ROOT, "server", "services", "templates", "graphs", "stream-to-warehouse.yaml"),
    "utf8",
  );
  const made = /`(CREATE TABLE [^`]*)`/.exec(text.replace(/\n */g, " "))?.[1] ?? "";
  // An old server wants brackets.
  await ask(made.replace("MergeTree ORDER", "MergeTree() ORDER"));
  await redis.xadd("orders", "*", "customer", "Müller", "amount", "19.90");
  await redis.xadd("orders", "*", "customer", "x", "amount", "a lot");
  expect(await ended(await system.launch(text))).toMatchObject({
    outputs: { read: 2, written: 1, dead: 1, left: 0 },
  });
  expect(await ask("select customer, amount from orders format TabSeparated")).toBe("Müller\t19.90\n");
});

test("a graph whose connection is not there, is of another kind or is in another folder cannot be launched", async () => {
  const refusal = (name: string, connection: string) =>
    system
      .launch(graph(name, { from: { "redis-stream": { connection, stream: "s" } }, dead: "dead" }))
      .then(String, (error) => JSON.stringify([error.message, error.refusal]));
  await createFolder(database, { folder: "", name: "ops" }, ANN);
  await saveConnection(queries, { name: "of-ops", ...queue, secret: "password", folder: "ops" }, ANN);
  expect(await refusal("l1", "nowhere")).toMatch(/sync cannot begin: there is no connection nowhere/);
  expect(await refusal("l2", "warehouse")).toMatch(/warehouse .*which is of the kind clickhouse/);
  expect(await refusal("l3", "of-ops")).toMatch(/of-ops .*which is in another folder/);
});

test("a row that only the server refuses is found among the others, and its bytes are kept", async () => {
  await ask(
    "create table guarded (id String, days String, n UInt8 MATERIALIZED throwIf(days = '[1,sunday]')) engine = ReplacingMergeTree() order by id",
  );
  for (let row = 0; row < 40; row += 1)
    await redis.xadd("guarded", "*", "days", row === 17 ? "[1,sunday]" : "[1,2]");
  await redis.xadd("guarded", "*", "days", Buffer.from([0xff, 0xfe]));
  const columns = { id: "@id", days: "days" };
  expect(await ended(await system.launch(graph("guarded", { columns })))).toMatchObject({
    state: "succeeded",
    outputs: { read: 41, written: 39, dead: 2, left: 0 },
  });
  expect(await ask("select count() from guarded")).toBe("39\n");
  const dead = await redis.xrangeBuffer("guarded-dead", "-", "+");
  expect(dead[0]?.[1].toString()).toMatch(/sunday.*the server refused it/);
  expect(dead[1]?.[1][1]).toEqual(Buffer.from([0xff, 0xfe]));
});

test("its rounds are over before the stream is empty: what is left is told and stays", async () => {
  await table("rounds");
  for (let row = 0; row < 10; row += 1) await add("rounds", String(row));
  expect(await ended(await system.launch(graph("rounds", { batch: 3, rounds: 2 })))).toMatchObject({
    outputs: { read: 6, written: 6, dead: 0, left: 4 },
  });
  expect(await redis.xlen("rounds")).toBe(4);
});

test("wrong passwords, tables and keys are told before anything is read, and no password is in what is kept", async () => {
  await table("plain", "MergeTree() order by id");
  await table("wide", "ReplacingMergeTree() order by (id, note)");
  await redis.lpush("list", "x");
  const id = await add("untouched", "1");
  const reasonOf = async (name: string, change: object) => {
    const { state, reason } = await ended(await system.launch(graph(name, change)));
    expect(state).toBe("failed");
    return reason;
  };
  const from = { "redis-stream": { connection: "queue", stream: "untouched" } };
  const into = (to: string, columns: object = COLUMNS) => ({
    from,
    columns,
    to: { clickhouse: { connection: "warehouse", table: to } },
  });
  expect(await reasonOf("t1", into("nowhere"))).toMatch(/connection warehouse: there is no table nowhere/);
  expect(await reasonOf("t2", into("plain"))).toMatch(
    /has the engine MergeTree.*ReplacingMergeTree ORDER BY/,
  );
  expect(await reasonOf("t3", into("wide", { id: "@id", amount: "amount" }))).toMatch(
    /column note is in the sorting or partition key/,
  );
  expect(await reasonOf("t4", into("wide", { ...COLUMNS, colour: "c" }))).toMatch(
    /has no column colour: it has id, amount, price, note/,
  );
  expect(
    await reasonOf("t5", { ...into("wide"), to: { clickhouse: { connection: "locked", table: "wide" } } }),
  ).toMatch(/connection locked: the server refused the user name or the password/);
  expect(
    await reasonOf("t6", {
      ...into("wide"),
      from: { "redis-stream": { connection: "queue", stream: "list" } },
    }),
  ).toMatch(/the key "list" of the connection queue is no stream: it holds a list/);
  expect(await redis.xrange("untouched", "-", "+")).toMatchObject([[id, expect.anything()]]);
});

test("a transfer that dies behind any of its steps, again and again: every row is once in the table", async () => {
  await table("crashed");
  for (let row = 0; row < 90; row += 1) await add("crashed", String(row), row % 30 === 7 ? "none" : "1.00");
  const { vertices } = graph("crashed", { batch: 10 });
  const { spec } = { spec: vertices.sync.transfer as unknown as TransferSpec };
  const task = {
    kind: "transfer",
    spec: { ...spec, dead: { stream: "crashed-dead" } },
    name: "crashed/sync",
  } as const;
  const names = ["queue", "warehouse"];
  const { connections } = await resolveConnections(queries, box, names, "");
  const allowed = { isAllowed: () => true, isHostAllowed: () => true };
  const watch = { onRound: () => undefined, masked: (text: string) => text };
  let left = await redis.xlen("crashed");
  for (let steps = 1; left > 0; steps += 1) {
    let until = steps % 5;
    const opened: (() => void)[] = [];
    const onOpen = (close: () => void) => void opened.push(close);
    const { signal } = new AbortController();
    const opening = { task, connections, allowed, onOpen, signal };
    const [source, target] = [await openSource(opening), await openTarget(opening)];
    const dies =
      <Args extends unknown[], Result>(step: (...given: Args) => Promise<Result>) =>
      async (...given: Args) => {
        const result = await step(...given);
        until -= 1;
        if (until < 0) throw new Error("died");
        return result;
      };
    const dying = {
      source: {
        ...source,
        left: () => source.left(),
        read: dies((max: number) => source.read(max)),
        remove: dies((...rows: Parameters<typeof source.remove>) => source.remove(...rows)),
      },
      target: {
        ...target,
        room: () => target.room(),
        payloadOf: target.payloadOf.bind(target),
        write: dies((rows: Parameters<typeof target.write>[0]) => target.write(rows)),
      },
    };
    const died = await runTransfer(task, dying.source as Source, dying.target as Target, watch).catch(
      (error: Error) => error.message,
    );
    if (typeof died === "string") expect(died).toBe("died");
    for (const close of opened) close();
    left = await redis.xlen("crashed");
  }
  expect(await ask("select count(), uniqExact(amount), sum(amount) from crashed final")).toBe(
    "87\t87\t3894\n",
  );
  expect((await deadOf("crashed-dead")).map(({ amount }) => amount)).toEqual(["7", "37", "67"]);
});
