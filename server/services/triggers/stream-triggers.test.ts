import { afterAll, expect, test } from "vitest";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { saveConnection } from "../connections/connections.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { listEntries } from "../streams/read-entries.ts";
import { groupsOfKeys } from "./leave-stream.ts";
import { saveTrigger, setTrigger } from "./save-trigger.ts";
import { PASSWORD, startStreamTriggers } from "./stream-triggers-for-test.ts";
import { RecordTaker } from "./take-records.ts";

const { server, database, access, redis, errors, take, publish, add, pipelines, row, idsIn } =
  await startStreamTriggers();
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

async function groupsOf(key: string): Promise<readonly string[]> {
  return (await groupsOfKeys(redis, [key]))[0] ?? [];
}

test("each record launches one pipeline and leaves the stream; a process that dies before it acknowledges launches none twice", async () => {
  await publish("orders", { maxOpen: 100, maxDeliveries: 100 }, { filter: 'record.id != "skip"' });
  await add("orders", "a", "skip", "b");
  await take();
  expect((await pipelines("orders")).map(({ params }) => JSON.parse(params).id)).toEqual(["a", "b"]);
  expect(await idsIn("orders")).toEqual([]);
  // As a process leaves it that dies between the launch and the acknowledgement: launched, and still pending.
  const [group = ""] = await groupsOf("orders");
  expect(group).toMatch(/^signalbox-[0-9a-f]{12}-trigger-\d+$/);
  await add("orders", "c", "d");
  const read = (await redis.xreadgroup("GROUP", group, "dead", "COUNT", 1, "STREAMS", "orders", ">")) as [
    [string, [string, string[]][]],
  ];
  expect(read[0][1][0]?.[1]).toEqual(["id", "c"]);
  const dying = {
    ...database,
    beforeCommit: () => {
      throw new Error("killed");
    },
  };
  await take(dying);
  expect(errors.splice(0).map(String)).toEqual(["Error: killed"]);
  expect(await pipelines("orders")).toHaveLength(2);
  await Promise.all([take(), take(), take()]);
  await take();
  expect((await pipelines("orders")).map(({ params }) => JSON.parse(params).id).sort()).toEqual([
    "a",
    "b",
    "c",
    "d",
  ]);
  expect([await idsIn("orders"), await row("orders"), errors]).toEqual([[], { error: null }, []]);
});

test("a batch is full or old enough, and a record in it that was launched before is left out", async () => {
  await publish("batch", { batch: 3, maxAge: "1h", maxOpen: 100, keep: true });
  await add("batch", "a", "b");
  await take();
  expect(await pipelines("batch")).toEqual([]);
  await add("batch", "c", "d");
  await take();
  expect((await pipelines("batch")).map(({ params }) => JSON.parse(params).all)).toEqual([
    [{ id: "a" }, { id: "b" }, { id: "c" }],
  ]);
  expect(await idsIn("batch")).toEqual(["a", "b", "c", "d"]);
  // All are given again, in other batches.
  const [groups] = (await redis.xinfo("GROUPS", "batch")) as string[][];
  await redis.xgroup("SETID", "batch", groups?.[1] ?? "", "0");
  await add("batch", "e");
  await take();
  await add("batch", "f");
  await take();
  expect((await pipelines("batch")).map(({ params }) => JSON.parse(params).all)).toEqual([
    [{ id: "a" }, { id: "b" }, { id: "c" }],
    [{ id: "d" }, { id: "e" }, { id: "f" }],
  ]);
});

test("a record that does not fit holds back no other of its batch, and goes to the dead letters with the reason", async () => {
  await publish(
    "poison",
    { batch: 3, maxOpen: 100, maxDeliveries: 3 },
    { params: { n: "records.map(each, int(each.id))[0]" } },
  );
  await add("poison", "1", "two", "3");
  for (let times = 0; times < 4; times += 1) await take();
  expect((await pipelines("poison")).map(({ params }) => JSON.parse(params).n)).toEqual([1, 3]);
  const dead = await redis.xrange("poison:dead", "-", "+");
  const fields = new Map(
    dead[0]?.[1].map((text, at, all) => [all[at - 1], text] as const).filter((_, at) => at % 2 === 1),
  );
  expect([
    dead.length,
    await idsIn("poison"),
    fields.get("id"),
    fields.get("@deliveries"),
    fields.get("@trigger"),
  ]).toEqual([1, [], "two", "3", "poison"]);
  expect(fields.get("@reason")).toContain("The param n:");
  expect(fields.get("@id")).toMatch(/^\d+-\d+$/);
});

test("a record with thousands of fields that does not fit goes to the dead letters, and holds back no other", async () => {
  await publish("wide", { batch: 3, maxOpen: 100, maxDeliveries: 3 }, { filter: 'record.id != ""' });
  await add("wide", "a");
  await redis.xadd("wide", "*", ...Array.from({ length: 9_000 }, (_, n) => `x${n}`));
  await add("wide", "b");
  for (let times = 0; times < 4; times += 1) await take();
  expect([await idsIn("wide"), await row("wide"), errors]).toEqual([[], { error: null }, []]);
  const { entries } = await listEntries(database.queries, access, { name: "wide", isDead: true });
  expect(entries.map(({ letter }) => letter)).toMatchObject([
    { by: "trigger", from: { text: "wide" }, deliveries: 3, canPutBack: false },
  ]);
  const [letter] = await redis.xrange("wide:dead", "-", "+");
  expect(Object.keys(JSON.parse(letter?.[1].at(-1) ?? ""))).toHaveLength(4_500);
});

test("it reads nothing while as many of its pipelines are open as may be", async () => {
  await publish("full", { maxOpen: 2 });
  await add("full", "a", "b", "c");
  await Promise.all([take(), take()]);
  await take();
  const begun = await pipelines("full");
  // Two that take at the same time keep no order: any one of the three is left.
  const ids = begun.map(({ params }) => String(JSON.parse(params).id));
  expect([begun.length, [...ids, ...(await idsIn("full"))].sort()]).toEqual([2, ["a", "b", "c"]]);
  await cancelPipeline(database, { id: begun[0]?.id ?? 0, kill: true }, "ann");
  await take();
  expect([(await pipelines("full")).length, await idsIn("full")]).toEqual([3, []]);
});

test("a Redis that takes commands and does not answer holds back no trigger of another one", async () => {
  const frozen = await startTestRedis(PASSWORD);
  try {
    const address = `redis://${frozen.host}:${frozen.port}`;
    const other = { name: "frozen", kind: "redis", address, secret: "redis-password" } as const;
    await saveConnection(database.queries, other, COMMAND_LINE);
    await database.pool.query("UPDATE trigger_rule SET state = 'paused'");
    await publish("frozen", {}, {}, "frozen");
    await publish("healthy", { maxOpen: 100 });
    await add("healthy", "a");
    frozen.freeze();
    let tell: () => void = () => undefined;
    const launched = new Promise<void>((done) => {
      tell = done;
    });
    const taker = new RecordTaker({ database: { ...database, beforeCommit: tell }, access, idleMs: 0 });
    await taker.begin();
    await Promise.race([launched, taker.idle()]);
    // Nobody has given up the other one: its command is under way.
    expect(await row("frozen")).toEqual({ error: null });
    frozen.thaw();
    await taker.idle();
    expect([(await pipelines("healthy")).length, taker.takeErrors()]).toEqual([1, []]);
  } finally {
    await frozen.stop();
  }
});

test("a record stays in the stream until every trigger that reads it is done", async () => {
  await publish("shared", { maxOpen: 1 });
  const input = {
    name: "second",
    graph: "shared",
    kind: "stream",
    settings: { stream: "shared" },
    pipelineName: "second",
  };
  await saveTrigger(database, saveTriggerInput.parse(input), COMMAND_LINE);
  await setTrigger(database, { name: "second", state: "active" }, COMMAND_LINE);
  await take();
  await add("shared", "a", "b");
  await take();
  expect([(await pipelines("shared")).length, (await pipelines("second")).length]).toEqual([1, 2]);
  expect(await idsIn("shared")).toEqual(["b"]);
  await cancelPipeline(database, { id: (await pipelines("shared"))[0]?.id ?? 0, kill: true }, "ann");
  await take();
  expect([(await pipelines("shared")).length, await idsIn("shared")]).toEqual([2, []]);
});

test("what cannot launch at all loses no record, and says why on its row; a paused one takes nothing", async () => {
  await publish("stuck", { maxDeliveries: 3 });
  await database.pool.query("UPDATE trigger_rule SET revision = 99 WHERE name = 'stuck'");
  await add("stuck", "a");
  for (let times = 0; times < 6; times += 1) await take();
  expect((await row("stuck")).error).toContain("no sealed revision 99");
  expect([await idsIn("stuck"), await redis.exists("stuck:dead")]).toEqual([["a"], 0]);
  await database.pool.query("UPDATE trigger_rule SET revision = NULL, state = 'paused' WHERE name = 'stuck'");
  await take();
  expect(await pipelines("stuck")).toEqual([]);
  await setTrigger(database, { name: "stuck", state: "active" }, COMMAND_LINE);
  await take();
  expect([(await pipelines("stuck")).length, await row("stuck")]).toEqual([1, { error: null }]);
});

test("a key of another type, and a Redis that is away, are said on the row; what is there afterwards is taken", async () => {
  await publish("away");
  await redis.set("list-of-others", "x");
  await database.pool.query("UPDATE record_stream SET redis_key = 'list-of-others' WHERE name = 'away'");
  await take();
  expect((await row("away")).error).toContain(
    'The key "list-of-others" of the connection queue is no stream',
  );
  await database.pool.query("UPDATE record_stream SET redis_key = 'away' WHERE name = 'away'");
  await add("away", "a");
  await server.kill();
  await take();
  expect((await row("away")).error).toMatch(/The connection queue does not work/);
  expect((await row("away")).error).not.toContain(PASSWORD);
  await server.start();
  await take();
  await take();
  expect([(await pipelines("away")).length, await row("away"), errors]).toEqual([1, { error: null }, []]);
  await expect(
    saveTrigger(
      database,
      saveTriggerInput.parse({
        name: "none",
        graph: "away",
        kind: "stream",
        settings: { stream: "nowhere" },
      }),
      COMMAND_LINE,
    ),
  ).rejects.toThrow('There is no stream "nowhere"');
});
