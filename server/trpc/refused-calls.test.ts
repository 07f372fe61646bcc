import { randomUUID } from "node:crypto";
import { createConnection } from "mysql2/promise";
import { afterAll, expect, test } from "vitest";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { openLog } from "#platform/log.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { startTestSystem } from "#testing/test-system.ts";

const { databaseUrl, launch } = await startTestSystem();
const lines: string[] = [];
const log = openLog("web", "warn", { write: (line) => void lines.push(line) });
const server = await startApiServer(databaseUrl, { log });
const api = openApiClient(server.url);
afterAll(() => server.close());

async function post(path: string, body: string) {
  const response = await fetch(`${server.url}/api/trpc/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body,
  });
  const { error } = (await response.json()) as { error: { message: string; data: object } };
  return { status: response.status, said: error.message };
}

test.each([
  ["a body that is no JSON", "graphs.create", "{", 400, /graphs.create.* is malformed/],
  ["an empty body", "graphs.create", "", 400, /malformed/],
  ["no object", "graphs.create", "null", 400, /^Wanted a map .*, found nothing\.$/],
  ["a tag that is not known", "graphs.create", '{"name":{"$odd":1}}', 400, /malformed/],
  ["an unknown procedure", "graphs.burn", "{}", 404, /no procedure "graphs.burn"/],
  ["a question that is sent as a change", "graphs.list", "{}", 405, /wrong method/],
])("%s gets a sentence of its own, and is no bug for the log", async (_what, path, body, status, said) => {
  const answer = await post(path, body);
  expect(answer).toEqual({ status, said: expect.stringMatching(said) });
  expect(lines).toEqual([]);
});

test("a lock that is held for long answers that the database is busy, and what to do", async () => {
  const { id } = await launch({ name: "locked", vertices: { A: { script: "true" } } });
  const connection = await createConnection(connectionOptionsOf(databaseUrl));
  try {
    await connection.query("START TRANSACTION");
    await connection.query("SELECT id FROM pipeline WHERE id = ? FOR UPDATE", [id]);
    const refused = await api.pipelines.pause.mutate({ id }).catch((error) => error);
    expect(refused.data).toMatchObject({
      httpStatus: 503,
      refusal: {
        code: "database-busy",
        kept: "Nothing was written.",
        todo: expect.stringMatching(/a minute/),
      },
    });
  } finally {
    await connection.end();
  }
  expect((await api.pipelines.pause.mutate({ id })).id).toBe(id);
  expect(lines).toEqual([]);
});

test("a call that breaks again and again is logged once, and its end with the count", async () => {
  const connection = await createConnection(connectionOptionsOf(databaseUrl));
  await connection.query("RENAME TABLE secret TO hidden");
  for (let round = 0; round < 5; round += 1) await expect(api.secrets.list.query()).rejects.toThrow(/broke/);
  await connection.query("RENAME TABLE hidden TO secret");
  await connection.end();
  await api.secrets.list.query();
  const said = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
  expect(said).toEqual([
    "secrets.list broke; until it works again its failures are only counted",
    expect.stringMatching(/^secrets.list is back after \d+ s \(5 tries\)$/),
  ]);
});
