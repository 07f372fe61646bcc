import { createHash, randomBytes } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import { saveConnection } from "#services/connections/connections.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { saveStream } from "#services/streams/streams.ts";
import { tokenThatMay } from "#testing/api/actors.ts";
import { ANN_ASKS } from "#testing/api/ann-asks.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { answerStream } from "./serve-stream.ts";

const PASSWORD = "open-sesame-7";
const redis = await startTestRedis(PASSWORD);
afterAll(() => redis.stop());
const { database } = await startTestSystem();
const { queries } = database;
const box = secretBox(randomBytes(32));
const access = { secrets: async () => box, httpAllow: ["127.0.0.1"] };
const parts = { ...access, database, refusedCalls: new RefusedCalls(database, () => undefined) };
const address = `redis://${redis.host}:${redis.port}`;
await saveSecret(queries, box, { name: "redis-password", value: PASSWORD }, COMMAND_LINE);
await saveSecret(queries, box, { name: "wrong-password", value: "not-the-one" }, COMMAND_LINE);
for (const [name, secret] of [
  ["cache", "redis-password"],
  ["wrong", "wrong-password"],
] as const)
  await saveConnection(queries, { name, kind: "redis", address, secret }, COMMAND_LINE);

const declare = (name: string, more: object = {}) =>
  saveStream(database, access, { name, connection: "cache", ...more }, COMMAND_LINE);
const launcher = tokenThatMay(["launch"]);

async function send(name: string, body: BodyInit, headers: Record<string, string> = {}, actor = launcher) {
  const request = new Request("http://localhost/", { method: "POST", body, headers });
  const sender = { ...ANN_ASKS, actor, find: async () => actor };
  const response = await answerStream(parts, request, name, sender);
  return { status: response.status, headers: response.headers, answer: await response.json() };
}

test("each record is answered, in order: taken with its id, or refused with its place", async () => {
  await declare("orders");
  const { status, answer } = await send("orders", '[{"n":9007199254740993},{"n":{}},{"n":"b"}]');
  expect(status).toBe(207);
  expect(answer).toMatchObject({ length: 2, taken: 2, refused: 1 });
  expect(answer.records[0].id).toMatch(/^\d+-\d+$/);
  expect(answer.records[1].problem).toContain('record 2, field "n"');
  expect((await send("orders", '[{"n":null}]')).status).toBe(422);
  const lines = await send("orders", '{"n":1}\n{"n":2}\n', { "content-type": "application/x-ndjson" });
  expect(lines).toMatchObject({ status: 200, answer: { length: 4, taken: 2 } });
});

test("what is no text, no JSON or too long is refused as a whole, and nothing is written", async () => {
  await declare("odd", { maxRecordBytes: 10 });
  for (const [body, status] of [
    [new Uint8Array([0x7b, 0xff, 0x00]), 400],
    ["a=1", 400],
    ["[]", 400],
    [`{"a":"${"x".repeat(9 * 1024 * 1024)}"}`, 413],
    ['{"a":"0123456789"}', 422],
  ] as const)
    expect((await send("odd", body)).status).toBe(status);
  expect((await send("odd", '{"a":1}')).answer).toMatchObject({ length: 1 });
});

test("a request that is sent again with its key writes nothing twice, and another record with it is refused", async () => {
  await declare("once");
  const key = { "idempotency-key": "request-1" };
  const first = await send("once", '[{"a":1},{"a":2}]', key);
  const again = await send("once", '[{"a":1},{"a":3}]', key);
  expect(again).toMatchObject({ status: 207, answer: { length: 2 } });
  expect(again.answer.records[0]).toEqual({ ...first.answer.records[0], isRepeated: true });
  expect(again.answer.records[1].problem).toContain("Its key was used within a day for another record");
});

test("a field can be the key of a record, also within one request", async () => {
  await declare("keyed", { keyField: "id" });
  const { answer } = await send("keyed", '[{"id":"x","a":1},{"id":"x","a":1},{"a":1}]');
  expect(answer).toMatchObject({ length: 1, taken: 2, refused: 1 });
  expect(answer.records[1]).toMatchObject({ id: answer.records[0].id, isRepeated: true });
  expect(answer.records[2].problem).toContain("which is its key");
});

test("many at the same time never write more than the stream may have; a full one says so before it writes", async () => {
  await declare("small", { maxLength: 10 });
  const sent = await Promise.all(
    Array.from({ length: 12 }, () => send("small", '[{"a":1},{"a":2},{"a":3}]')),
  );
  expect(sent.filter(({ status }) => status === 200)).toHaveLength(3);
  const full = sent.find(({ status }) => status === 429);
  expect(full?.headers.get("retry-after")).toBe("5");
  expect(full?.answer).toMatchObject({ error: "full", length: 9, maxLength: 10 });
  expect((await send("small", '{"a":1}')).status).toBe(200);
});

test("whoever may not launch there is refused, and a stream that is not there is not found", async () => {
  await declare("guarded");
  expect((await send("guarded", '{"a":1}', {}, tokenThatMay(["read"]))).status).toBe(403);
  expect((await send("nowhere", '{"a":1}')).status).toBe(404);
});

test("a key of another type and a wrong password are said when the stream is declared, without the password", async () => {
  await send("orders", '{"n":1}');
  await declare("list", { redisKey: "orders" });
  const { problem } = await declare("locked", { connection: "wrong" });
  expect(problem).toBe(
    "The connection wrong does not work: the server refused the user name or the password.",
  );
  const { status, answer } = await send("locked", '{"a":1}');
  expect([status, answer.text]).toEqual([503, problem]);
  await declare("text-key", { keyField: "id", redisKey: "mixed" });
  await send("text-key", '{"id":"1"}');
  await expect(declare("other", { redisKey: keyOf("mixed", "1") })).rejects.toThrow(
    "is no stream: it holds a string.",
  );
});

test("a key that became one of another type later takes nothing, and the connection goes on for others", async () => {
  await declare("filler", { keyField: "id" });
  await declare("later", { redisKey: keyOf("filler", "1") });
  await send("filler", '{"id":"1"}');
  expect(await send("later", '{"a":1}')).toMatchObject({
    status: 503,
    answer: {
      error: "not-done",
      kept: "Nothing was written.",
      text: expect.stringContaining("is no stream"),
    },
  });
  // Where the place of a record's key is taken by a stream, no record before it is written either.
  await declare("taken", { redisKey: keyOf("filler", "2") });
  await send("taken", '{"a":1}');
  expect(await send("filler", '[{"id":"3"},{"id":"2"}]')).toMatchObject({
    status: 503,
    answer: { error: "not-done" },
  });
  expect((await send("filler", '{"id":"4"}')).answer).toMatchObject({ length: 2, taken: 1 });
});

/** Where the key of a record is kept in Redis. */
function keyOf(stream: string, key: string): string {
  return `${stream}:key:${createHash("sha256").update(key).digest("base64url")}`;
}

test("while its Redis is away nothing is taken; afterwards all that was taken is there", async () => {
  await declare("durable");
  const before = await send("durable", '{"a":1}', { "idempotency-key": "k" });
  await redis.kill();
  expect((await send("durable", '{"a":2}')).status).toBe(503);
  await redis.start();
  const after = await send("durable", '{"a":1}', { "idempotency-key": "k" });
  expect(after).toMatchObject({ status: 200, answer: { length: 1 } });
  expect(after.answer.records[0].id).toBe(before.answer.records[0].id);
});
