import { expect, test } from "vitest";
import type { EventFeedPage } from "#contract/flow/event-feed.ts";
import { createToken, revokeToken } from "#services/people/api-tokens.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { asWebProcess } from "../../route-calls-for-test.ts";
import { serveEvents } from "./serve-events.ts";

const { database, launch } = await startTestSystem();
const GRAPH = (name: string) => ({ name, vertices: { A: { kind: "wait", wait: { for: "1h" } } } });
const { token } = await createToken(
  database.queries,
  { name: "warehouse", acts: ["read"], days: 1 },
  COMMAND_LINE,
);
const get = (query: string, shown = token) =>
  asWebProcess(database, () =>
    serveEvents(
      new Request(`http://127.0.0.1:3000/api/events${query}`, {
        headers: { authorization: `Bearer ${shown}`, host: "127.0.0.1:3000" },
      }),
    ),
  );
const pageOf = async (query: string) => (await (await get(query)).json()) as EventFeedPage;

test("a program reads on with the cursor, as a document or as lines, and can wait for what comes", async () => {
  const { id } = await launch(GRAPH("first"));
  const first = await pageOf("?limit=1000");
  expect(first.events.at(-1)).toMatchObject({ pipeline: id, graph: "first" });
  const lines = await get("?format=ndjson&limit=1000");
  expect(lines.headers.get("signalbox-cursor")).toBe(first.cursor);
  const given = (await lines.text()).trimEnd().split("\n");
  expect(given.map((line) => JSON.parse(line) as unknown)).toEqual(first.events);
  const waiting = pageOf(`?after=${first.cursor}&wait=60`);
  const { id: second } = await launch(GRAPH("second"));
  expect((await waiting).events[0]).toMatchObject({ pipeline: second, graph: "second" });
});

test("a token that is revoked while it waits is given no event", async () => {
  const { cursor } = await pageOf("?limit=1000");
  const of = { name: "leaving", acts: ["read"], days: 1 } as const;
  const leaving = await createToken(database.queries, of, COMMAND_LINE);
  expect((await get("", leaving.token)).status).toBe(200);
  const waiting = get(`?after=${cursor}&wait=60`, leaving.token);
  await revokeToken(database.queries, leaving.id, COMMAND_LINE);
  await launch(GRAPH("unseen"));
  expect((await waiting).status).toBe(401);
});

test("what is wrong in the address, and a cursor whose events are gone, are told with a status and what to do", async () => {
  const { events } = await pageOf("");
  for (const query of [
    "?after=7",
    "?limit=0",
    "?limit=1001",
    "?wait=61",
    "?wait=x",
    "?format=xml",
    "?afer=1",
  ])
    expect([query, (await get(query)).status]).toEqual([query, 400]);
  await database.pool.query("update event_feed set removed_no = last_no");
  const gone = await get(`?after=${events[0]?.cursor}`);
  expect(gone.status).toBe(410);
  expect(await gone.json()).toMatchObject({ error: { todo: expect.stringContaining("after=") } });
});
