import { Redis } from "ioredis";
import { afterAll, beforeEach, expect, test } from "vitest";
import { startTestRedis } from "#testing/servers/redis.ts";
import { Cursor } from "./cursor.ts";
import type { MovedRow, SourceRow } from "./ends.ts";
import { RedisSource } from "./redis-source.ts";
import { RedisTarget } from "./redis-target.ts";

const server = await startTestRedis("pw");
const redis = new Redis({ port: server.port, password: "pw" });
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

const COLUMNS = Array.from({ length: 60 }, (_, n) => `c${n}`);

function rowsOf(count: number): MovedRow[] {
  const payload = JSON.stringify(COLUMNS.map(() => "v"));
  return Array.from({ length: count }, (_, n) => ({ row: { id: `${n + 1}-0`, fields: [] }, payload }));
}

async function fill(count: number): Promise<SourceRow[]> {
  const adding = redis.pipeline();
  for (let n = 1; n <= count; n += 1) adding.xadd("s", `${n}-0`, "n", n);
  await adding.exec();
  return Array.from({ length: count }, (_, n) => ({ id: `${n + 1}-0`, fields: ["n", String(n + 1)] }));
}

test("a batch with more texts than fit into a command of Redis is written to a stream", async () => {
  const target = new RedisTarget(redis, { stream: "out" }, "sync/move", COLUMNS);
  const answer = await target.write(rowsOf(9_000));
  expect(answer).toMatchObject({ of: "write", is: "each", stop: null });
  expect(answer.is === "each" && answer.rows.filter((row) => row === "written")).toHaveLength(9_000);
  expect(await redis.xlen("out")).toBe(9_000);
});

test("of a batch that the stream has no room for, what was not written stays", async () => {
  const target = new RedisTarget(redis, { stream: "out", maxLength: 5_000 }, "sync/move", COLUMNS);
  const answer = await target.write(rowsOf(9_000));
  if (answer.is !== "each") throw new Error(`It answered ${answer.is}.`);
  const written = await redis.xlen("out");
  expect([answer.stop?.why, answer.rows.length]).toEqual(["full", 9_000]);
  expect(answer.rows.indexOf("left")).toBe(written);
  expect(answer.rows.filter((row) => row === "written")).toHaveLength(written);
});

test("tens of thousands of refused entries leave their stream together", async () => {
  const count = 65_000;
  const source = new RedisSource(redis, { stream: "s", dead: "s-dead", name: "sync/move" });
  const dead = (await fill(count)).map((row) => ({ row, reason: "it does not fit" }));
  await source.remove([], dead, { first: dead[0]?.row ?? null, last: dead.at(-1)?.row ?? null });
  expect([await redis.xlen("s"), await redis.xlen("s-dead")]).toEqual([0, count]);
});

test("a whole batch of the largest size may be refused from a source that keeps its rows", async () => {
  const cursor = new Cursor(redis, { key: "dead:cursor:sync/move", dead: "dead", title: "sync/move" });
  await cursor.read();
  const letter = { row: { id: "7", fields: ["n", "7"] }, reason: "it does not fit" };
  await cursor.move("100000", Array<typeof letter>(100_000).fill(letter));
  expect([await cursor.read(), await redis.xlen("dead")]).toEqual(["100000", 100_000]);
});
