import { afterAll, beforeEach, expect, test } from "vitest";
import { startStreamTriggers } from "./stream-triggers-for-test.ts";
import { RecordTaker } from "./take-records.ts";

const { server, database, access, redis, errors, take, publish, add, pipelines, idsIn } =
  await startStreamTriggers();
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(async () => {
  errors.splice(0);
  await database.pool.query("UPDATE trigger_rule SET state = 'paused'");
});

const idsLaunched = async (name: string) =>
  (await pipelines(name)).map(({ params }) => String(JSON.parse(params).id));

async function lettersIn(name: string): Promise<{ id: unknown; reason: unknown; deliveries: unknown }[]> {
  return (await redis.xrange(`${name}:dead`, "-", "+")).map(([, fields]) => {
    const of = (field: string) => fields[fields.indexOf(field) + 1];
    return { id: of("id"), reason: of("@reason"), deliveries: of("@deliveries") };
  });
}

async function refusals(name: string): Promise<(string | null)[]> {
  const [rows] = await database.pool.query(
    "SELECT delivery.reason FROM delivery JOIN trigger_rule ON trigger_rule.id = trigger_id WHERE name = ? AND delivery.state = 'refused'",
    [name],
  );
  return (rows as { reason: string | null }[]).map(({ reason }) => reason);
}

/** The database answers like this to each delivery that is written, or to those with a word in their event. */
async function refuseDeliveries(state: string, errno: number, text: string, word = ""): Promise<void> {
  await database.pool.query("DROP TRIGGER IF EXISTS refuse_deliveries");
  await database.pool.query(
    `CREATE TRIGGER refuse_deliveries BEFORE INSERT ON delivery FOR EACH ROW IF NEW.event LIKE '%${word}%' THEN SIGNAL SQLSTATE '${state}' SET MYSQL_ERRNO = ${errno}, MESSAGE_TEXT = '${text}'; END IF`,
  );
}

test.each([
  ["full-disk", 1021, "Disk full"],
  ["read-only", 1290, "The server runs with --read-only"],
] as const)(
  "a database that cannot write counts for no record: all of them launch when it can (%s)",
  async (name, errno, text) => {
    await publish(name, { maxOpen: 100, maxDeliveries: 3 });
    await add(name, "a", "b", "c");
    await refuseDeliveries("HY000", errno, text);
    for (let looks = 0; looks < 7; looks += 1) await take();
    expect(String((errors[0] as Error).cause)).toContain(text);
    await database.pool.query("DROP TRIGGER refuse_deliveries");
    await take();
    expect([await idsLaunched(name), await lettersIn(name)]).toEqual([["a", "b", "c"], []]);
  },
);

test("a record whose values the database refuses holds back no other of its batch, and dies with what the database said", async () => {
  await publish("poison", { batch: 3, maxOpen: 100, maxDeliveries: 3 });
  await add("poison", "a", "arsenic", "c");
  await refuseDeliveries("22001", 1406, "Data too long", "arsenic");
  await take();
  expect([await idsLaunched("poison"), await idsIn("poison")]).toEqual([["a", "c"], ["arsenic"]]);
  for (let looks = 0; looks < 3; looks += 1) await take();
  const reason = "Its delivery failed: The database refused a statement: Data too long";
  expect(await lettersIn("poison")).toEqual([{ id: "arsenic", reason, deliveries: "3" }]);
  expect([await idsIn("poison"), await idsLaunched("poison")]).toEqual([[], ["a", "c"]]);
  await database.pool.query("DROP TRIGGER refuse_deliveries");
});

/** A process that is killed while it delivers: nothing is committed, and what comes after it is never done. */
async function takeAndDie(): Promise<void> {
  let die: () => void = () => undefined;
  const died = new Promise<void>((done) => {
    die = done;
  });
  const dying = {
    ...database,
    beforeCommit: () => {
      throw new Error("killed");
    },
  };
  let isReading = true;
  const secrets = () => {
    if (!isReading) {
      die();
      return new Promise<never>(() => undefined);
    }
    isReading = false;
    return access.secrets();
  };
  const taker = new RecordTaker({ database: dying, access: { ...access, secrets }, idleMs: 0 });
  await taker.begin();
  await Promise.race([died, taker.idle()]);
}

test("a record that kills each process that delivers it goes to the dead letters alone: those behind it launch", async () => {
  await publish("killer", { batch: 4, maxOpen: 100, maxDeliveries: 5 });
  await add("killer", "killer", "b", "c", "d");
  for (let times = 0; times < 5; times += 1) await takeAndDie();
  await take();
  const reason = "It was given 6 times, and no process ended it.";
  expect(await lettersIn("killer")).toEqual([{ id: "killer", reason, deliveries: "6" }]);
  expect([await idsLaunched("killer"), await idsIn("killer"), await refusals("killer")]).toEqual([
    ["b", "c", "d"],
    [],
    [reason],
  ]);
});
