import { Redis } from "ioredis";
import { afterAll, beforeEach, expect, test } from "vitest";
import { startTestRedis } from "#testing/servers/redis.ts";
import type { SourceRow } from "./ends.ts";
import { RedisSource } from "./redis-source.ts";

const server = await startTestRedis("pw");
const redis = new Redis({ port: server.port, password: "pw" });
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

const PARTS = { stream: "s", dead: "s-dead", name: "sync/move" };
const add = async (...ids: readonly string[]) => {
  for (const id of ids) await redis.xadd("s", id, "n", id);
};
const idsIn = async (key: string) => (await redis.xrange(key, "-", "+")).map(([id]) => id);
const readRows = async (source: RedisSource, max: number) =>
  (await source.read(max)).rows.map(({ row }) => row);
const removeAll = (source: RedisSource, rows: readonly SourceRow[]) =>
  source.remove(rows, [], { first: rows[0] ?? null, last: rows.at(-1) ?? null });

test("what was read leaves the stream, and what came after it stays", async () => {
  await add("1-0", "2-0", "3-0");
  const source = new RedisSource(redis, PARTS);
  const rows = await readRows(source, 10);
  await add("3-1", "4-0");
  await removeAll(source, rows);
  expect(await idsIn("s")).toEqual(["3-1", "4-0"]);
});

test("entries of a stream that was emptied and filled again meanwhile stay where they were not read", async () => {
  await add("1-0", "3-0", "5-0");
  const source = new RedisSource(redis, PARTS);
  const rows = await readRows(source, 10);
  await redis.del("s");
  // It begins with an entry that was read, but does not have the last one.
  await add("1-0", "2-0", "4-0");
  await removeAll(source, rows);
  expect(await idsIn("s")).toEqual(["2-0", "4-0"]);

  await redis.del("s");
  // It has the last one, but begins with another one.
  await add("2-0", "3-0", "5-0", "6-0");
  await removeAll(source, rows);
  expect(await idsIn("s")).toEqual(["2-0", "6-0"]);
});

test("a dead letter leaves the stream once with all its fields, wherever it was in the batch", async () => {
  await add("1-0", "2-0", "3-0", "4-0");
  const source = new RedisSource(redis, PARTS);
  const [first, second, third] = (await readRows(source, 3)) as [SourceRow, SourceRow, SourceRow];
  const dead = [first, third].map((row) => ({ row, reason: "it does not fit" }));
  await source.remove([second], dead, { first, last: third });
  // Whether the first removal was done is not known: it is done again.
  await source.remove([second], dead, { first, last: third });
  expect(await idsIn("s")).toEqual(["4-0"]);
  expect((await redis.xrange("s-dead", "-", "+")).map(([, fields]) => fields)).toEqual(
    ["1-0", "3-0"].map((id) => [
      ...["n", id, "@id", id, "@reason", "it does not fit", "@transfer", "sync/move"],
    ]),
  );
});

test.each([3_950, 3_951, 20_000])(
  "a refused entry with %d fields holds back no other, and keeps all of them",
  async (count) => {
    await add("1-0");
    const fields = Array.from({ length: count }, (_, n) => [`x${n}`, `"${n}"`]);
    await redis.xadd("s", "2-0", ...fields.flat());
    await add("3-0");
    const source = new RedisSource(redis, PARTS);
    const [first, wide, last] = (await readRows(source, 3)) as [SourceRow, SourceRow, SourceRow];
    await source.remove([first, last], [{ row: wide, reason: "it has no field id" }], { first, last });
    expect(await idsIn("s")).toEqual([]);
    const [letter] = await redis.xrange("s-dead", "-", "+");
    const texts = letter?.[1] ?? [];
    const facts = ["@id", "2-0", "@reason", "it has no field id", "@transfer", "sync/move"];
    if (count === 3_950) expect(texts).toEqual([...fields.flat(), ...facts]);
    else {
      expect(texts.slice(0, -1)).toEqual([...facts, "@row"]);
      expect(Object.entries(JSON.parse(texts.at(-1) ?? ""))).toEqual(fields);
    }
  },
);

test("a user that may not trim a stream still moves its entries", async () => {
  await redis.acl("SETUSER", "mover", "on", ">pw", "~*", "+@all", "-xtrim");
  const mover = new Redis({ port: server.port, username: "mover", password: "pw" });
  try {
    await add("1-0", "2-0", "3-0");
    const source = new RedisSource(mover, PARTS);
    const rows = (await readRows(source, 3)) as [SourceRow, SourceRow, SourceRow];
    await add("4-0");
    const dead = [{ row: rows[1], reason: "it does not fit" }];
    await source.remove([rows[0], rows[2]], dead, { first: rows[0], last: rows[2] });
    expect(await idsIn("s")).toEqual(["4-0"]);
    expect(await redis.xlen("s-dead")).toBe(1);
  } finally {
    mover.disconnect();
  }
});
