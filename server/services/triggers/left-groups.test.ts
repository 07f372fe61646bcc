import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, expect, test } from "vitest";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { saveConnection } from "../connections/connections.ts";
import { saveSecret } from "../fleet/secret-store.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { saveStream } from "../streams/streams.ts";
import { groupsOf } from "./leave-stream.ts";
import { removeLeftGroups } from "./remove-left-groups.ts";
import { saveTrigger, setTrigger } from "./save-trigger.ts";
import { RecordTaker } from "./take-records.ts";

const PASSWORD = "open-sesame-7";
const server = await startTestRedis(PASSWORD);
const { database, seal } = await startTestSystem();
const box = secretBox(randomBytes(32));
const access = { secrets: async () => box, httpAllow: ["127.0.0.1"] };
const connect = () => new Redis({ port: server.port, password: PASSWORD });
let redis = connect();
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
await saveSecret(database.queries, box, { name: "redis-password", value: PASSWORD }, COMMAND_LINE);
const address = `redis://${server.host}:${server.port}`;
const queue = { name: "queue", kind: "redis", address, secret: "redis-password" } as const;
await saveConnection(database.queries, queue, COMMAND_LINE);
await seal({ name: "rests", vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });

const errors: unknown[] = [];
const take = () => new RecordTaker({ database, access, idleMs: 0 }).take((error) => errors.push(error));
const clean = () => removeLeftGroups(database.queries, access);
const declare = (name: string) => saveStream(database, access, { name, connection: "queue" }, COMMAND_LINE);
const save = (name: string, settings: object) =>
  saveTrigger(
    database,
    saveTriggerInput.parse({
      name,
      graph: "rests",
      kind: "stream",
      settings: { maxOpen: 1_000, ...settings },
    }),
    COMMAND_LINE,
  );
const set = (name: string, state: "active" | "paused" | "removed") =>
  setTrigger(database, { name, state }, COMMAND_LINE);

test("the group of a removed trigger goes, with the records that only it kept; what others have not done stays", async () => {
  await declare("orders");
  for (const name of ["fast", "slow"]) {
    await save(name, { stream: "orders" });
    await set(name, "active");
  }
  await redis.xadd("orders", "*", "n", "1");
  await take();
  expect(await redis.xlen("orders")).toBe(0);
  // From now on the slow one takes nothing, so that records are kept for it.
  await set("slow", "paused");
  const groups = await groupsOf(redis, "orders");
  await redis.xgroup("CREATE", "orders", "other-program", "$");
  for (const n of ["2", "3", "4"]) await redis.xadd("orders", "*", "n", n);
  await take();
  const given = (await redis.xreadgroup(
    ...(["GROUP", "other-program", "c", "COUNT", 2, "STREAMS", "orders", ">"] as const),
  )) as [[string, [string, string[]][]]];
  await redis.xack("orders", "other-program", given[0][1][0]?.[0] ?? "");
  await clean();
  expect([...(await groupsOf(redis, "orders"))].sort()).toEqual(["other-program", ...groups].sort());
  expect(await redis.xlen("orders")).toBe(3);
  await set("slow", "removed");
  await clean();
  expect((await groupsOf(redis, "orders")).length).toBe(groups.length);
  // The first was kept for the removed one alone. One is in work elsewhere, and one was not given there yet.
  expect((await redis.xrange("orders", "-", "+")).map(([, fields]) => fields[1])).toEqual(["3", "4"]);
  await redis.xadd("orders", "*", "n", "5");
  await take();
  await clean();
  expect((await groupsOf(redis, "orders")).length).toBe(groups.length);
  expect(errors).toEqual([]);
});

test("records stay where the triggers that are left keep them, and where nobody else reads them", async () => {
  await declare("kept");
  for (const [name, keep] of [
    ["keeps", true],
    ["goes", false],
  ] as const) {
    await save(name, { stream: "kept", keep });
    await set(name, "active");
  }
  await take();
  await set("goes", "paused");
  await redis.xadd("kept", "*", "n", "1");
  await take();
  await set("goes", "removed");
  await clean();
  expect([(await groupsOf(redis, "kept")).length, await redis.xlen("kept")]).toEqual([1, 1]);
  await set("keeps", "removed");
  await clean();
  expect([(await groupsOf(redis, "kept")).length, await redis.xlen("kept")]).toEqual([0, 1]);
});

test("a trigger that reads another stream now leaves the old one; a Redis that is away is asked again later", async () => {
  await declare("old");
  await declare("new");
  await save("moves", { stream: "old" });
  await set("moves", "active");
  await take();
  expect((await groupsOf(redis, "old")).length).toBe(1);
  await save("moves", { stream: "new" });
  redis.disconnect();
  await server.kill();
  await clean();
  await server.start();
  redis = connect();
  await take();
  await clean();
  expect([(await groupsOf(redis, "old")).length, (await groupsOf(redis, "new")).length]).toEqual([0, 1]);
});
