import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { createConnection } from "mysql2/promise";
import { afterAll, expect, test } from "vitest";
import { MIGRATIONS_FOLDER } from "#platform/database/migrate.ts";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { saveConnection } from "#services/connections/connections.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { deleteGraph } from "#services/graphs/delete-graph.ts";
import { renameGraph } from "#services/graphs/rename-graph.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { testVertex } from "#services/vertex-tests/test-vertex.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { launchedAs } from "#testing/launched.ts";
import { openDatabasePort } from "#testing/servers/database-port.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";

const KEY = Buffer.alloc(32, 7);
const PASSWORD = "s3cret-of-servers";
const system = await startTestSystem();
const { database, databaseUrl, seal } = system;
const options = connectionOptionsOf(databaseUrl);
const box = secretBox(KEY);
const port = await openDatabasePort(databaseUrl);
const server = await startTestRedis(PASSWORD);
const redis = new Redis({ port: server.port, password: PASSWORD });
const mysql = await createConnection({ ...options, multipleStatements: true });
afterAll(async () => {
  await system.stopRunners();
  redis.disconnect();
  port.close();
  await Promise.all([mysql.end(), server.stop()]);
});

await saveSecret(database.queries, box, { name: "password", value: PASSWORD }, ANN);
const queue = { kind: "redis", address: `redis://127.0.0.1:${server.port}` } as const;
await saveConnection(database.queries, { name: "queue", ...queue, secret: "password" }, ANN);
const hasPassword = options.password !== undefined && options.password !== "";
if (hasPassword)
  await saveSecret(database.queries, box, { name: "db-password", value: options.password ?? "" }, ANN);
const db = {
  name: "db",
  kind: "mysql",
  address: `mysql://127.0.0.1:${port.port}/${options.database}`,
  username: options.user,
  ...(hasPassword && { secret: "db-password" }),
} as const;
await saveConnection(database.queries, db, ANN);
await mysql.query("create table moved (id int primary key); insert into moved values (1), (2), (3)");
await system.startRunner({
  SIGNALBOX_RUNNER: "r1",
  SIGNALBOX_HTTP_ALLOW: "127.0.0.1",
  SIGNALBOX_SECRET_KEY: KEY.toString("base64"),
});

const graph = (name: string, stream: string) => ({
  name,
  vertices: {
    sync: {
      kind: "transfer",
      transfer: {
        from: { mysql: { connection: "db", query: "SELECT id FROM moved", cursor: "id" } },
        to: { "redis-stream": { connection: "queue", stream } },
        columns: { id: "@id" },
        dead: { connection: "queue", stream: `${stream}-dead` },
      },
    },
  },
});

async function readBy(pipeline: { readonly id: number }) {
  const { tracks } = await launchedAs(database, pipeline.id).until(
    ({ pipeline: { state } }) => state !== "running",
  );
  return tracks[0]?.outputs?.["read"] ?? tracks[0]?.reason;
}
const launch = async (name: string) =>
  readBy(await launchPipeline(database, { graph: name, params: {}, inputs: {} }, "ann"));
const rename = (name: string, to: string) => renameGraph(database, { name, to }, COMMAND_LINE);
/** The next transfer reads all rows again: what it wrote then, the target has to know. */
const forgetPlaces = async () => redis.del(...(await redis.keys("*:cursor:*")));

test("a transfer goes on where it was after its graph is renamed, and writes no row a second time", async () => {
  await seal(graph("orders", "out"));
  expect(await launch("orders")).toBe(3);
  await rename("orders", "all-orders");
  expect(await launch("all-orders")).toBe(0);
  await forgetPlaces();
  expect(await launch("all-orders")).toBe(3);
  expect(await redis.xlen("out")).toBe(3);
});

test("a new graph with the old name of another, or of a deleted one, begins at the first row", async () => {
  await seal(graph("bills", "bills"));
  expect(await launch("bills")).toBe(3);
  await rename("bills", "old-bills");
  await seal(graph("bills", "bills"));
  expect(await launch("bills")).toBe(3);
  expect(await redis.xlen("bills")).toBe(6);
  await deleteGraph(database, { name: "bills" }, COMMAND_LINE);
  await seal(graph("bills", "bills"));
  expect(await launch("bills")).toBe(3);
});

test("a test of a transfer in the editor goes on where its graph was", async () => {
  await seal(graph("tested", "tested"));
  expect(await launch("tested")).toBe(3);
  const request = { name: "tested", vertex: "sync", reach: "vertex", params: {}, inputs: {} } as const;
  expect(await readBy(await testVertex(database, request, "ann"))).toBe(0);
});

test("a graph from before transfers were known by ids keeps the place and the keys that it has, also after a renaming", async () => {
  await seal(graph("early", "early"));
  const migration = await readFile(join(MIGRATIONS_FOLDER, "0075_lasting-names.sql"), "utf8");
  const update = migration.split("--> statement-breakpoint").find((each) => /^UPDATE/m.test(each));
  await database.pool.query(update ?? "");
  await redis.set("early-dead:cursor:early/sync", "2");
  await rename("early", "later");
  expect(await launch("later")).toBe(1);
  await seal(graph("early", "early"));
  expect(await launch("early")).toBe(3);
  expect(await redis.get("early-dead:cursor:early/sync")).toBe("3");
});
