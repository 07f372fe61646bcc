import { randomBytes } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { saveConnection } from "../connections/connections.ts";
import { saveSecret } from "../fleet/secret-store.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { withRedis } from "./redis-of-stream.ts";
import { sendRecords } from "./send-records.ts";
import { saveStream, showStream } from "./streams.ts";

const PASSWORD = "open-sesame-7";
const server = await startTestRedis(PASSWORD);
afterAll(() => server.stop());
const { database } = await startTestSystem();
const { queries } = database;
const box = secretBox(randomBytes(32));
const access = { secrets: async () => box, httpAllow: ["127.0.0.1"] };
await saveSecret(queries, box, { name: "redis-password", value: PASSWORD }, COMMAND_LINE);
const address = `redis://${server.host}:${server.port}`;
const queue = { name: "queue", kind: "redis", address, secret: "redis-password" } as const;
await saveConnection(queries, queue, COMMAND_LINE);
await saveStream(database, access, { name: "wide", connection: "queue" }, COMMAND_LINE);
const stream = await showStream(queries, "wide");

test.each([100, 500])("1,000 records of %d fields are written with one request", async (fieldCount) => {
  const fields = Array.from({ length: fieldCount }, (_, n) => [`f${n}`, "v"]);
  const record = JSON.stringify(Object.fromEntries(fields));
  const text = `[${Array<string>(1_000).fill(record).join()}]`;
  const sent = await sendRecords(queries, access, stream, { text, format: "json", key: `of ${fieldCount}` });
  if (sent.isFull) throw new Error("The stream is full.");
  expect(sent.records.filter(({ id }) => id !== null)).toHaveLength(1_000);
});

test("an error of this process is not one of the Redis, and cuts off nobody who shares its connection", async () => {
  const use = <Result>(work: Parameters<typeof withRedis<Result>>[3]) =>
    withRedis(queries, access, stream, work);
  const shared = await use(async (redis) => redis);
  const failed = use(async () => {
    throw new RangeError("Maximum call stack size exceeded");
  });
  await expect(failed).rejects.toThrow(RangeError);
  expect([shared.status, await use(async (redis) => redis === shared)]).toEqual(["ready", true]);
});
