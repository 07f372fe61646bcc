import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { saveConnection } from "#services/connections/connections.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { createToken } from "#services/people/api-tokens.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { startTestClickhouse } from "#testing/servers/clickhouse.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { asWebProcess } from "../../route-calls-for-test.ts";
import { serveEvents } from "./serve-events.ts";

const KEY = Buffer.alloc(32, 7);
const PASSWORD = "s3cret-of-servers";
const system = await startTestSystem();
const { database } = system;
const { queries } = database;
const [redis, clickhouse] = await Promise.all([startTestRedis(PASSWORD), startTestClickhouse(PASSWORD)]);
const web = createServer(async (asked, answer) => {
  const headers = new Headers(asked.headers as Record<string, string>);
  const request = new Request(`http://${headers.get("host")}${asked.url}`, { headers });
  const given = await asWebProcess(database, () => serveEvents(request));
  answer.writeHead(given.status, Object.fromEntries(given.headers)).end(await given.text());
});
await new Promise<void>((done) => web.listen(0, "127.0.0.1", () => done()));
afterAll(async () => {
  await system.stopRunners();
  web.close();
  await Promise.all([redis.stop(), clickhouse.stop()]);
});

async function ask(query: string): Promise<string> {
  const address = `http://127.0.0.1:${clickhouse.port}/?user=${clickhouse.username}&password=${PASSWORD}`;
  const answer = await fetch(address, { method: "POST", body: query });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return answer.text();
}

test("a warehouse has the history of all pipelines by transfers of the event feed, each transition once", async () => {
  const box = secretBox(KEY);
  const reads = { name: "warehouse", acts: ["read"], days: 1 } as const;
  const { token } = await createToken(queries, reads, COMMAND_LINE);
  await saveSecret(queries, box, { name: "password", value: PASSWORD }, COMMAND_LINE);
  await saveSecret(queries, box, { name: "token", value: token }, COMMAND_LINE);
  const at = (port: number, scheme = "http") => `${scheme}://127.0.0.1:${port}`;
  const secret = "password";
  for (const connection of [
    { name: "queue", kind: "redis", address: at(redis.port, "redis"), secret },
    { name: "feed", kind: "http", address: at((web.address() as AddressInfo).port), secret: "token" },
    {
      name: "clicks",
      kind: "clickhouse",
      address: at(clickhouse.port),
      secret,
      username: clickhouse.username,
    },
  ] as const)
    await saveConnection(queries, connection, COMMAND_LINE);
  await ask(
    "create table history (id String, pipeline UInt64, graph String, word String, at String) engine = ReplacingMergeTree() order by id",
  );
  await system.startRunner({
    SIGNALBOX_HTTP_ALLOW: "127.0.0.1",
    SIGNALBOX_SECRET_KEY: KEY.toString("base64"),
  });
  const history = {
    name: "history",
    vertices: {
      move: {
        kind: "transfer",
        transfer: {
          from: { events: { connection: "feed" } },
          to: { clickhouse: { connection: "clicks", table: "history" } },
          columns: { id: "@id", pipeline: "pipeline", graph: "graph", word: "to", at: "at" },
          dead: { connection: "queue", stream: "lost" },
        },
      },
    },
  };
  const done = async (graph: object) => {
    const run = await system.launch(graph);
    const { tracks } = await run.until(({ pipeline: { state } }) => state !== "running");
    return { id: run.id, outputs: tracks[0]?.outputs };
  };
  const first = await done({ name: "work", vertices: { A: { script: "true" } } });
  const moved = await done(history);
  expect(moved.outputs).toMatchObject({ dead: 0, left: 0 });
  expect(
    await ask(
      `select word from history where pipeline = ${first.id} and graph = 'work' and word = 'succeeded'`,
    ),
  ).toBe("succeeded\nsucceeded\n");
  // What came meanwhile, with the end of the first transfer, and nothing again.
  const second = await done({ name: "work", vertices: { A: { script: "true" } } });
  await done(history);
  const counted = await ask(
    `select count() = uniqExact(id), countIf(pipeline = ${second.id}) > 1, countIf(pipeline = ${moved.id} and word = 'succeeded') from history`,
  );
  expect(counted).toBe("1\t1\t2\n");
});
