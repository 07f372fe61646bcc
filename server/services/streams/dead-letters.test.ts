import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { saveConnection } from "../connections/connections.ts";
import { saveSecret } from "../fleet/secret-store.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { listEntries, showEntry } from "./read-entries.ts";
import { streamStates } from "./stream-states.ts";
import { deleteStream, lengthOfStream, saveStream, showStream } from "./streams.ts";
import { workLetters } from "./work-letters.ts";

const PASSWORD = "open-sesame-7";
const server = await startTestRedis(PASSWORD);
const { database, seal } = await startTestSystem();
const { queries } = database;
const box = secretBox(randomBytes(32));
const access = { secrets: async () => box, httpAllow: ["127.0.0.1"] };
const redis = new Redis({ port: server.port, password: PASSWORD });
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
await saveSecret(queries, box, { name: "redis-password", value: PASSWORD }, COMMAND_LINE);
const address = `redis://${server.host}:${server.port}`;
const queue = { name: "queue", kind: "redis", address, secret: "redis-password" } as const;
await saveConnection(queries, queue, COMMAND_LINE);
await saveConnection(queries, { name: "away", kind: "redis", address: "redis://127.0.0.1:1" }, COMMAND_LINE);

const declare = (name: string, more: object = {}) =>
  saveStream(database, access, { name, connection: "queue", ...more }, COMMAND_LINE);
/** A dead letter, as a trigger writes it. */
const die = (key: string, fields: readonly (string | Buffer)[], reason = "it does not fit") =>
  redis.xadd(
    `${key}:dead`,
    "*",
    ...fields,
    ..."@id|7-7|@reason".split("|"),
    reason,
    ..."@deliveries|5|@trigger|on-order".split("|"),
  );
const dead = (name: string, more: object = {}) =>
  listEntries(queries, access, { name, isDead: true, ...more });
const work = (act: "put-back" | "remove", input: Parameters<typeof workLetters>[3]) =>
  workLetters(database, access, act, input, COMMAND_LINE);

test("dead letters are shown with why, from where and how often; a record with the same names in it keeps them", async () => {
  await declare("shown");
  await die("shown", ["id", "a", "bytes", Buffer.from([0xff, 0xfe])]);
  await die("shown", ["@id", "mine", "@reason", "own"], "x".repeat(5_000));
  await redis.xadd("shown:dead", "*", "left", "by somebody");
  const written = "@id|9|@reason|no such column|@transfer|g/v|@row|{}".split("|");
  await redis.xadd("shown:dead", "*", ...written);
  const { entries, next, problem } = await dead("shown");
  expect([next, problem]).toEqual([null, null]);
  expect(
    entries.map(
      ({ letter }) => letter && [letter.by, letter.from.text, letter.deliveries, letter.canPutBack],
    ),
  ).toEqual([
    ["transfer", "g/v", null, false],
    null,
    ["trigger", "on-order", 5, true],
    ["trigger", "on-order", 5, true],
  ]);
  const fields = (at: number) => entries[at]?.fields.map(({ name, value }) => [name.text, value.text]);
  expect(fields(2)).toEqual([
    ["@id", "mine"],
    ["@reason", "own"],
  ]);
  expect(entries[2]?.letter?.reason).toMatchObject({ isCut: true, bytes: 5_000 });
  expect(entries[3]?.fields[1]?.value).toEqual({ text: "ff fe", isText: false, bytes: 2, isCut: false });
  const whole = await showEntry(queries, access, { name: "shown", isDead: true, id: entries[2]?.id ?? "" });
  expect(whole.letter?.reason.text).toHaveLength(5_000);
  await expect(showEntry(queries, access, { name: "shown", isDead: false, id: "1-1" })).rejects.toThrow(
    "not there any more",
  );
});

test("one is put back with all its bytes, and none twice; what cannot be put back stays", async () => {
  await declare("back");
  const bytes = Buffer.from([0x61, 0xff, 0x00]);
  const id = String(await die("back", ["id", "a", "bytes", bytes]));
  const foreign = String(await redis.xadd("back:dead", "*", "left", "by somebody"));
  const [first, second] = await Promise.all([
    work("put-back", { name: "back", ids: [id, foreign] }),
    work("put-back", { name: "back", ids: [id] }),
  ]);
  expect([first.done + second.done, first.gone + second.gone, first.unfit]).toEqual([1, 1, 1]);
  const [entry] = await redis.xrangeBuffer("back", "-", "+");
  expect(entry?.[1].map(String)).toEqual(["id", "a", "bytes", String(bytes)]);
  expect(entry?.[1][3]).toEqual(bytes);
  expect(await redis.xlen("back:dead")).toBe(1);
  expect(await work("remove", { name: "back", ids: [foreign] })).toMatchObject({ done: 1 });
  expect(await redis.exists("back:dead")).toBe(1);
});

test("all that match are put back up to the newest that was seen; a full stream stops it, and it goes on later", async () => {
  await declare("many", { maxLength: 150 });
  for (let n = 0; n < 250; n += 1) await die("many", ["n", String(n)], n % 2 === 0 ? "Even: 50%" : "odd");
  const upTo = (await dead("many", { limit: 1 })).entries[0]?.id ?? "";
  await die("many", ["n", "later"], "even");
  expect((await dead("many", { search: "EVEN: 50%", limit: 100 })).entries).toHaveLength(100);
  expect(await work("put-back", { name: "many", upTo, search: "even" })).toMatchObject({
    ...{ done: 125, unfit: 0, isFull: false, next: null },
  });
  const stopped = await work("put-back", { name: "many", upTo });
  expect(stopped).toMatchObject({ done: 25, isFull: true, next: expect.stringMatching(/^\d+-\d+$/) });
  await redis.xtrim("many", "MAXLEN", 0);
  const rest = { name: "many", upTo, from: stopped.next ?? "" };
  expect(await work("put-back", rest)).toMatchObject({ done: 100, isFull: false, next: null });
  const left = await dead("many");
  expect(left.entries.map(({ fields }) => fields[0]?.value.text)).toEqual(["later"]);
  const [before] = (await dead("many", { before: left.entries[0]?.id })).entries;
  expect(before).toBeUndefined();
});

test("a list is read page by page, the newest first", async () => {
  await declare("pages");
  for (let n = 0; n < 5; n += 1) await redis.xadd("pages", "*", "n", String(n));
  const texts: string[] = [];
  for (let before: string | null | undefined; before !== null; ) {
    const page = await listEntries(queries, access, { name: "pages", isDead: false, before, limit: 2 });
    texts.push(page.entries.map(({ fields }) => fields[0]?.value.text).join(""));
    before = page.next;
  }
  expect(texts).toEqual(["43", "21", "0"]);
});

test("a Redis that is away, a key of another type and one that answers are each told in their row", async () => {
  await declare("good");
  await redis.xadd("good", "*", "n", "1");
  await redis.xgroup("CREATE", "good", "other-program", "0");
  await redis.xgroup("CREATE", "good", "signalbox-trigger-999", "0");
  await die("good", ["n", "2"]);
  const end = (stream: string) => ({ "redis-stream": { connection: "queue", stream } });
  const move = (from: string) => ({
    kind: "transfer",
    transfer: { from: end(from), to: end("far"), columns: { n: "n" }, dead: { stream: "lost" } },
  });
  await seal({ name: "sync", vertices: { move: move("good"), other: move("else") } });
  await declare("odd");
  await redis.set("odd", "text");
  await declare("gone", { connection: "away" });
  const states = await streamStates(queries, access, ["good", "odd", "gone", "none"], COMMAND_LINE);
  expect(states).toMatchObject([
    { name: "gone", length: null, problem: expect.stringMatching(/away.*nothing listens/) },
    {
      ...{ name: "good", length: 1, dead: 1, problem: null },
      readers: [
        { group: "other-program", by: "other", pending: 0, waiting: 1 },
        { group: "signalbox-trigger-999", by: "other" },
        { by: "transfer", transfer: { graph: "sync", vertex: "move" }, waiting: null },
      ],
    },
    {
      name: "odd",
      length: null,
      problem: expect.stringContaining('"odd" of the connection queue is no stream'),
    },
  ]);
  expect((await listEntries(queries, access, { name: "gone", isDead: false })).problem).toContain("away");
  await expect(work("put-back", { name: "gone", ids: ["1-1"] })).rejects.toMatchObject({
    refusal: { code: "not-done", kept: expect.stringContaining("0 dead letters were put back") },
  });
});

test("a Redis that is frozen is given up after a few seconds: by a page, a declaration, and a question for the length", {
  timeout: 40_000,
}, async () => {
  await declare("frozen");
  server.freeze();
  try {
    const look = async () => (await streamStates(queries, access, ["frozen"], COMMAND_LINE))[0];
    const asked = [
      look(),
      declare("frozen", { maxLength: 9 }),
      lengthOfStream(queries, access, "frozen"),
    ] as const;
    const problems = (await Promise.all(asked)).map((each) => each?.problem);
    const text = expect.stringContaining("did not answer in time");
    expect(problems).toEqual([text, text, text]);
  } finally {
    server.thaw();
  }
});

test("a stream whose answer was lost is saved once more without a conflict with oneself", async () => {
  await declare("lost-answer", { version: 0 });
  await declare("lost-answer", { version: 0 });
  const { version } = await showStream(queries, "lost-answer");
  await declare("lost-answer", { version, maxLength: 10 });
  await declare("lost-answer", { version, maxLength: 10 });
  expect(await showStream(queries, "lost-answer")).toMatchObject({ version: version + 1, maxLength: 10 });
});

test("two people who saw the same version of a stream: the first change counts, the second is told of it", async () => {
  await declare("shared", { version: 0 });
  const { version: first } = await showStream(queries, "shared");
  const ann = declare("shared", { version: first, maxLength: 10 });
  await ann;
  await expect(declare("shared", { version: first, maxLength: 20 })).rejects.toThrow(
    /changed the stream "shared"/,
  );
  await expect(declare("shared", { version: 0 })).rejects.toThrow(/already/);
  await expect(declare("never", { version: 1 })).rejects.toThrow(/no stream "never"/);
  const both = await Promise.allSettled(
    [30, 31].map((maxLength) => declare("shared", { version: first + 1, maxLength })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const fresh = await Promise.allSettled(
    [30, 31].map((maxLength) => declare("fresh", { version: 0, maxLength })),
  );
  expect(fresh.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const lost = [...both, ...fresh].flatMap((each) =>
    each.status === "rejected" ? [String(each.reason)] : [],
  );
  expect(lost).toEqual([expect.stringMatching(/in between/), expect.stringMatching(/already/)]);
  // An old page must not change the stream that was declared anew under the name.
  await deleteStream(queries, { name: "shared" }, COMMAND_LINE);
  await declare("shared", { version: 0 });
  for (const version of [1, first, first + 1, first + 2])
    await expect(declare("shared", { version, maxLength: 40 })).rejects.toThrow(/in between/);
});
