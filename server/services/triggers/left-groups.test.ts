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
import { deleteStream, saveStream } from "../streams/streams.ts";
import { groupsOfKeys } from "./leave-stream.ts";
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
await seal({ name: "source", vertices: { rest: { kind: "wait", wait: { for: "1s" } } } });
await seal({ name: "rests", vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });

const errors: unknown[] = [];
async function take(): Promise<void> {
  const taker = new RecordTaker({ database, access, idleMs: 0 });
  await taker.begin();
  await taker.idle();
  errors.push(...taker.takeErrors());
}
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
const groupsOf = async (key: string) => (await groupsOfKeys(redis, [key]))[0] ?? [];
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
  const groups = await groupsOf("orders");
  await redis.xgroup("CREATE", "orders", "other-program", "$");
  for (const n of ["2", "3", "4"]) await redis.xadd("orders", "*", "n", n);
  await take();
  const given = (await redis.xreadgroup(
    ...(["GROUP", "other-program", "c", "COUNT", 2, "STREAMS", "orders", ">"] as const),
  )) as [[string, [string, string[]][]]];
  await redis.xack("orders", "other-program", given[0][1][0]?.[0] ?? "");
  await clean();
  expect([...(await groupsOf("orders"))].sort()).toEqual(["other-program", ...groups].sort());
  expect(await redis.xlen("orders")).toBe(3);
  await set("slow", "removed");
  await clean();
  expect((await groupsOf("orders")).length).toBe(groups.length);
  // The first was kept for the removed one alone. One is in work elsewhere, and one was not given there yet.
  expect((await redis.xrange("orders", "-", "+")).map(([, fields]) => fields[1])).toEqual(["3", "4"]);
  await redis.xadd("orders", "*", "n", "5");
  await take();
  await clean();
  expect((await groupsOf("orders")).length).toBe(groups.length);
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
  expect([(await groupsOf("kept")).length, await redis.xlen("kept")]).toEqual([1, 1]);
  await set("keeps", "removed");
  await clean();
  expect([(await groupsOf("kept")).length, await redis.xlen("kept")]).toEqual([0, 1]);
});

test("a trigger that reads another stream now leaves the old one; a Redis that is away is asked again later", async () => {
  await declare("old");
  await declare("new");
  await save("moves", { stream: "old" });
  await set("moves", "active");
  await take();
  expect((await groupsOf("old")).length).toBe(1);
  await save("moves", { stream: "new" });
  redis.disconnect();
  await server.kill();
  await clean();
  await server.start();
  redis = connect();
  await take();
  await clean();
  expect([(await groupsOf("old")).length, (await groupsOf("new")).length]).toEqual([0, 1]);
});

test("groups of another server and of before there were ids are never removed, and a trigger goes on with the name that it has", async () => {
  await declare("shared");
  await save("mine", { stream: "shared", keep: true });
  await save("before", { stream: "shared", keep: true });
  const row = async (name: string) => {
    const [rows] = await database.pool.query("SELECT * FROM trigger_rule WHERE name = ?", [name]);
    return (rows as { id: number; installation: string | null }[])[0] ?? { id: 0, installation: null };
  };
  const [mine, before] = [await row("mine"), await row("before")];
  // As it is after the upgrade: it reads by the name without an id, and no change of it gives it another one.
  await database.pool.query("UPDATE trigger_rule SET installation = NULL WHERE id = ?", [before.id]);
  await save("before", { stream: "shared", keep: true, batch: 2 });
  for (const name of ["mine", "before"]) await set(name, "active");
  await take();
  const others = [`signalbox-ffffffffffff-trigger-${mine.id}`, `signalbox-trigger-${mine.id}`];
  for (const group of others) await redis.xgroup("CREATE", "shared", group, "0");
  const own = `signalbox-${mine.installation}-trigger-${mine.id}`;
  const old = `signalbox-trigger-${before.id}`;
  expect([...(await groupsOf("shared"))].sort()).toEqual([own, old, ...others].sort());
  for (const name of ["mine", "before"]) await set(name, "removed");
  await clean();
  expect([...(await groupsOf("shared"))].sort()).toEqual([old, ...others].sort());
  expect((await row("mine")).installation).toMatch(/^[0-9a-f]{12}$/);
});

test("no group goes that is read by another connection to the same server, or whose stream may be declared again", async () => {
  await saveConnection(database.queries, { ...queue, name: "queue-too" }, COMMAND_LINE);
  const named = (name: string, connection: string) =>
    saveStream(database, access, { name, connection, redisKey: "one-key" }, COMMAND_LINE);
  await named("by-one", "queue");
  await named("by-other", "queue-too");
  await save("reads-one", { stream: "by-one" });
  await set("reads-one", "active");
  await take();
  await clean();
  expect(await groupsOf("one-key")).toHaveLength(1);
  await deleteStream(database.queries, { name: "by-one" }, COMMAND_LINE);
  await clean();
  expect(await groupsOf("one-key")).toHaveLength(1);
  // What is no trigger of streams any more reads none.
  await named("by-one", "queue");
  await saveTrigger(
    database,
    saveTriggerInput.parse({
      name: "reads-one",
      graph: "rests",
      kind: "after",
      settings: { graph: "source" },
    }),
    COMMAND_LINE,
  );
  await clean();
  expect(await groupsOf("one-key")).toEqual([]);
});
