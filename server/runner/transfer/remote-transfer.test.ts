import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { saveConnection } from "#services/connections/connections.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { addRunnerToken, enrolRunner } from "#services/remote-runners/runner-tokens.ts";
import { ANN } from "#testing/api/ann-asks.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";

const KEY = randomBytes(32);
const PASSWORD = "far-p@ssword-of-servers";
const ROWS = 40;

const system = await startTestSystem();
const { database } = system;
const server = await startTestRedis(PASSWORD);
const redis = new Redis({ port: server.port, password: PASSWORD });
afterAll(async () => {
  await system.stopRunners();
  redis.disconnect();
  await server.stop();
});

/** The files of a directory that hold the password, in whatever encoding a program may write it. */
async function filesWithPassword(directory: string): Promise<string[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = found.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const held = await Promise.all(files.map(async (file) => holdsPassword(await readFile(file))));
  expect(files.length).toBeGreaterThan(0);
  return files.filter((_, place) => held[place]);
}

function holdsPassword(bytes: Buffer): boolean {
  const base64 = Buffer.from(PASSWORD).toString("base64").replace(/=+$/, "").slice(0, -1);
  return [PASSWORD, base64, encodeURIComponent(PASSWORD)].some((text) => bytes.includes(text));
}

async function tablesWithPassword(): Promise<string[]> {
  const [tables] = await database.pool.query("SHOW TABLES");
  const held: string[] = [];
  for (const row of tables as Record<string, string>[]) {
    const [table = ""] = Object.values(row);
    const [rows] = await database.pool.query(`SELECT * FROM \`${table}\``);
    const cells = (rows as Record<string, unknown>[]).flatMap((each) => Object.values(each));
    const isHeld = cells.some((cell) =>
      holdsPassword(Buffer.isBuffer(cell) ? cell : Buffer.from(JSON.stringify(cell) ?? "")),
    );
    if (isHeld) held.push(table);
  }
  return held;
}

test("a runner without a database moves each row once, also where it is killed, and the password of its servers is kept nowhere", async () => {
  const box = secretBox(KEY);
  await saveSecret(database.queries, box, { name: "redis-password", value: PASSWORD }, ANN);
  await saveSecret(database.queries, box, { name: "wrong", value: `${PASSWORD}-no` }, ANN);
  const queue = { kind: "redis", address: `redis://127.0.0.1:${server.port}` } as const;
  await saveConnection(database.queries, { name: "queue", ...queue, secret: "redis-password" }, ANN);
  await saveConnection(database.queries, { name: "locked", ...queue, secret: "wrong" }, ANN);
  const api = await system.startApi(KEY, true);
  const wanted = { name: "far", labels: [], folders: [""], days: null };
  const { code } = await addRunnerToken(database.queries, wanted, "ann");
  const token = randomBytes(32).toString("base64url");
  await enrolRunner(database.queries, { code, token });
  const directory = await system.makeDirectory();
  const env = { SIGNALBOX_DATA: directory, SIGNALBOX_HTTP_ALLOW: "127.0.0.1" };
  const start = (more: object = {}) => system.startRemoteRunner(api.url, token, { ...env, ...more });
  for (let n = 0; n < ROWS; n += 1) await redis.xadd("in", "*", "n", String(n), "note", PASSWORD);
  const graph = (name: string, connection: string) => ({
    name,
    vertices: {
      sync: {
        kind: "transfer",
        transfer: {
          from: { "redis-stream": { connection, stream: "in" } },
          to: { "redis-stream": { connection: "queue", stream: "out" } },
          columns: { n: "n" },
          ...{ batch: 10, dead: `${name}-dead` },
        },
        onLost: "retry",
      },
    },
  });
  const killed = await start({ SIGNALBOX_FAILPOINT: "after-write:kill" });
  const run = await system.launch(graph("far", "queue"));
  await killed.gone;
  expect([await redis.xlen("in"), await redis.xlen("out")]).toEqual([ROWS, 10]);
  expect(await filesWithPassword(directory)).toEqual([]);
  const runner = await start();
  const { pipeline, tracks } = await run.until(({ pipeline: { state } }) => state !== "running");
  expect([pipeline.state, tracks[0]?.reason]).toEqual(["succeeded", null]);
  expect(tracks[0]?.outputs).toEqual({ read: ROWS, written: ROWS, dead: 0, left: 0 });
  const moved = (await redis.xrange("out", "-", "+")).map(([, fields]) => Number(fields[1]));
  expect(moved).toEqual(Array.from({ length: ROWS }, (_, n) => n));
  const refused = await system.launch(graph("refused", "locked"));
  const view = await refused.until(({ pipeline: { state } }) => state !== "running");
  expect(view.tracks[0]?.reason).toMatch(/connection locked: .*refused/);
  await runner.stop();
  expect(await filesWithPassword(directory)).toEqual([]);
  expect(await tablesWithPassword()).toEqual([]);
  expect([...killed.logLines(), ...runner.logLines()].filter((line) => line.includes(PASSWORD))).toEqual([]);
});
