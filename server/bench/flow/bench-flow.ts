import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { ClickHouseClient } from "@clickhouse/client";
import { Redis } from "ioredis";
import type { ResolvedConnection } from "#contract/flow/connections.ts";
import type { Database } from "#platform/database/db.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { allowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { connectClickhouse } from "#services/connections/clients/clickhouse-client.ts";
import { saveConnection } from "#services/connections/connections.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { startTestClickhouse } from "#testing/servers/clickhouse.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { bundlePrograms } from "../../tooling/build/bundle-programs.ts";
import type { BenchOptions } from "../report/options.ts";
import { type Column, figure, tableText } from "../report/table.ts";
import { timed } from "../size/timed.ts";
import { withBenchSystem } from "../system/bench-system.ts";
import { startRunner } from "../system/start-runner.ts";

const ROWS = 1_000_000;
const QUICK_ROWS = 100_000;
const BATCH = 10_000;
const KILLS = 10;
const LOOK_MS = 20;
const PASSWORD = randomBytes(12).toString("hex");

type FlowFigures = {
  readonly rows: number;
  /** The plain clients in a loop, in rows a second. */
  readonly plain: number;
  readonly transfer: number;
  /** The second beside the first. */
  readonly ratio: number;
  /** The largest resident memory of the runner, in MiB. */
  readonly memory: number;
  /** How often the runner was killed in another transfer, and how many rows were in the table then, and distinct ones. */
  readonly kills: number;
  readonly afterKills: number;
  readonly distinct: number;
};

type Servers = { readonly redis: Redis; readonly warehouse: ClickHouseClient };

/** Measures rows from a stream of Redis into a ClickHouse beside the plain clients in a loop, and kills a runner meanwhile. */
export async function benchFlow({ isQuick }: BenchOptions): Promise<{ figures: FlowFigures; text: string }> {
  await bundlePrograms();
  const rows = isQuick ? QUICK_ROWS : ROWS;
  const [redisServer, clickhouse] = await Promise.all([
    startTestRedis(PASSWORD),
    startTestClickhouse(PASSWORD),
  ]);
  const redis = new Redis({ port: redisServer.port, password: PASSWORD });
  const connection: ResolvedConnection = {
    ...{ name: "warehouse", kind: "clickhouse", address: `http://127.0.0.1:${clickhouse.port}`, ca: null },
    ...{ username: clickhouse.username, secret: { name: "password", value: PASSWORD } },
  };
  const warehouse = await connectClickhouse(connection, allowedAddresses(["127.0.0.1"]));
  try {
    return await withBenchSystem({ areTripsCounted: false }, async ({ database, url, dir }) => {
      const key = randomBytes(32);
      await prepare(database, key, {
        redis: redisServer.port,
        clickhouse: clickhouse.port,
        user: clickhouse.username,
      });
      const servers = { redis, warehouse };
      const start = () =>
        startRunner(url, `${dir}/data`, "flow", {
          ...{ SIGNALBOX_HTTP_ALLOW: "127.0.0.1", SIGNALBOX_LEASE: "3" },
          SIGNALBOX_SECRET_KEY: key.toString("base64"),
        });
      await fill(servers, rows);
      const plain = await timed(() => plainLoop(servers, rows));
      await fill(servers, rows);
      let runner = await start();
      const moved = await timed(async () => ended(database, await launch(database)));
      await count(servers, rows);
      const memory = await maxMemory(runner.pid);
      await fill(servers, rows);
      const id = await launch(database);
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const wanted = rows - Math.floor((rows * kill) / (KILLS + 1));
        await until(async () => (await redis.xlen("flow")) <= wanted);
        await runner.kill();
        runner = await start();
      }
      await ended(database, id);
      const [afterKills, distinct] = await count(servers, rows);
      await runner.stop();
      const [plainRate, rate] = [plain.ms, moved.ms].map((ms) => (rows / ms) * 1_000) as [number, number];
      const figures = {
        ...{ rows, plain: plainRate, transfer: rate, ratio: rate / plainRate, memory },
        ...{ kills: KILLS, afterKills, distinct },
      };
      return { figures, text: `Rows from a stream into a warehouse\n${tableText(COLUMNS, [figures])}` };
    });
  } finally {
    redis.disconnect();
    await warehouse.close();
    await Promise.all([redisServer.stop(), clickhouse.stop()]);
  }
}

async function prepare(
  database: Database,
  key: Buffer,
  ports: { readonly redis: number; readonly clickhouse: number; readonly user: string },
): Promise<void> {
  const { queries } = database;
  await saveSecret(queries, secretBox(key), { name: "password", value: PASSWORD }, COMMAND_LINE);
  const address = `redis://127.0.0.1:${ports.redis}`;
  const secret = "password";
  await saveConnection(queries, { name: "queue", kind: "redis", address, secret }, COMMAND_LINE);
  const warehouse = { kind: "clickhouse", address: `http://127.0.0.1:${ports.clickhouse}` } as const;
  await saveConnection(
    queries,
    { name: "warehouse", ...warehouse, username: ports.user, secret },
    COMMAND_LINE,
  );
  const transfer = {
    from: { "redis-stream": { connection: "queue", stream: "flow" } },
    to: { clickhouse: { connection: "warehouse", table: "flow" } },
    columns: { id: "@id", n: "n", amount: "amount", note: "note" },
    ...{ batch: BATCH, rounds: ROWS, dead: "flow-dead" },
  };
  const vertices = { move: { kind: "transfer", transfer, onLost: "retry", retry: { max: 2 * KILLS } } };
  await applyGraphText(database, JSON.stringify({ signalbox: 1, name: "flow", vertices }), "bench");
  await sealGraph(database, { name: "flow" }, "bench");
}

/** A full stream and an empty table. */
async function fill({ redis, warehouse }: Servers, rows: number): Promise<void> {
  await warehouse.command({ query: "DROP TABLE IF EXISTS flow" });
  await warehouse.command({
    query:
      "CREATE TABLE flow (id String, n UInt64, amount Decimal(18, 2), note String) ENGINE = ReplacingMergeTree() ORDER BY id",
  });
  for (let from = 0; from < rows; from += BATCH) {
    const pipeline = redis.pipeline();
    for (let n = from; n < Math.min(rows, from + BATCH); n += 1)
      pipeline.xadd("flow", "*", "n", n, "amount", `${n % 1_000}.25`, "note", `row ${n} of the stream`);
    await pipeline.exec();
  }
}

/** What somebody would write in a few lines: read, insert, delete. */
async function plainLoop({ redis, warehouse }: Servers, rows: number): Promise<void> {
  for (let moved = 0; moved < rows; ) {
    const entries = await redis.xrange("flow", "-", "+", "COUNT", BATCH);
    const values = entries.map(([id, [, n, , amount, , note]]) => ({ id, n, amount: Number(amount), note }));
    await warehouse.insert({ table: "flow", values, format: "JSONEachRow" });
    await redis.xdel("flow", ...entries.map(([id]) => id));
    moved += entries.length;
  }
}

async function launch(database: Database): Promise<number> {
  return (await launchPipeline(database, { graph: "flow", params: {}, inputs: {} }, "bench")).id;
}

async function ended(database: Database, id: number): Promise<void> {
  await until(async () => (await showPipeline(database.queries, id)).pipeline.state !== "running");
  const { pipeline, tracks } = await showPipeline(database.queries, id);
  if (pipeline.state !== "succeeded")
    throw new Error(`The transfer ended ${pipeline.state}: ${tracks[0]?.reason}`);
}

/** @throws Error unless each row is there once. */
async function count({ redis, warehouse }: Servers, rows: number): Promise<[all: number, distinct: number]> {
  const query = "SELECT count() AS rows, uniqExact(n) AS numbers FROM flow FINAL";
  const [found] = await (await warehouse.query({ query, format: "JSONEachRow" })).json<{
    rows: string;
    numbers: string;
  }>();
  const left = (await redis.xlen("flow")) + (await redis.xlen("flow-dead"));
  const [all, distinct] = [Number(found?.rows), Number(found?.numbers)];
  if (all !== rows || distinct !== rows || left !== 0)
    throw new Error(
      `${rows} rows were to be moved: ${all} are there, ${distinct} distinct, and ${left} are left.`,
    );
  return [all, distinct];
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await new Promise((again) => setTimeout(again, LOOK_MS));
}

async function maxMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

const COLUMNS: readonly Column<FlowFigures>[] = [
  { head: "rows", cell: ({ rows }) => rows.toLocaleString("en-US") },
  { head: "plain rows a second", cell: ({ plain }) => figure(plain) },
  { head: "transfer", cell: ({ transfer }) => figure(transfer) },
  { head: "ratio", cell: ({ ratio }) => ratio.toFixed(2) },
  { head: "runner's memory", cell: ({ memory }) => `${figure(memory)} MiB` },
  { head: "kills", cell: ({ kills }) => String(kills) },
  { head: "rows after them", cell: ({ afterKills }) => afterKills.toLocaleString("en-US") },
];
