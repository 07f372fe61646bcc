import fc from "fast-check";
import { createConnection } from "mysql2/promise";
import { afterAll, expect, test } from "vitest";
import type { FeedEvent } from "#contract/flow/event-feed.ts";
import { openDatabase } from "#platform/database/db.ts";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { makeDatabaseUser } from "#testing/servers/database-user.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { untilLockIsAwaited } from "#testing/while-changing.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { readEvents } from "./read-events.ts";

const { database, databaseUrl, launch } = await startTestSystem();
const GRAPH = (name: string) => ({ name, vertices: { A: { kind: "wait", wait: { for: "1h" } } } });

/** Reads on from a cursor until there is no more. */
async function readAll(after?: string, limit = 3): Promise<{ events: FeedEvent[]; cursor: string }> {
  const events: FeedEvent[] = [];
  for (let cursor = after; ; ) {
    const page = await readEvents(database, { limit, ...(cursor !== undefined && { after: cursor }) });
    events.push(...page.events);
    if (!page.hasMore) return { events, cursor: page.cursor };
    cursor = page.cursor;
  }
}

const connections = await Promise.all(
  Array.from({ length: 3 }, () => createConnection(connectionOptionsOf(databaseUrl))),
);
afterAll(() => Promise.all(connections.map((connection) => connection.end())));

test("the feed has every transition of every pipeline, in the order of each, with what it is about and no values", async () => {
  const { id } = await launch({
    ...GRAPH("told"),
    params: { word: { type: "text", default: "value-of-a-param" } },
  });
  await cancelPipeline(database, { id, kill: true, reason: "over" }, "ann");
  const { events, cursor } = await readAll();
  const [history] = await database.pool.query("select count(*) as count from event where pipeline_id = ?", [
    id,
  ]);
  const own = events.filter(({ pipeline }) => pipeline === id);
  expect([{ count: own.length }]).toEqual(history);
  expect(own.map(({ rev }) => rev)).toEqual(own.map(({ rev }) => rev).sort((a, b) => a - b));
  expect(own).toContainEqual(
    expect.objectContaining({
      graph: "told",
      folder: "",
      revision: 1,
      track: "A",
      to: "cancelled",
      who: "ann",
    }),
  );
  expect(JSON.stringify(events)).not.toContain("value-of-a-param");
  expect((await readAll(cursor)).events).toEqual([]);
  // From any event on, what follows is the same.
  expect((await readAll(own[0]?.cursor)).events.map((event) => event.id)).toEqual(
    events.slice(events.findIndex((event) => event.id === own[0]?.id) + 1).map((event) => event.id),
  );
  expect((await readEvents(database, {}, [])).events).toEqual([]);
});

test("an event whose transaction is committed late is given late, whatever was read meanwhile", async () => {
  const launched = await Promise.all(["late-0", "late-1", "late-2"].map((name) => launch(GRAPH(name))));
  const ids = launched.map(({ id }) => id);
  let rev = 1_000;
  let { cursor } = await readAll();
  const step = fc.record({ who: fc.nat(2), act: fc.constantFrom("write", "commit", "roll back", "read") });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const open: string[][] = [[], [], []];
      const committed: string[] = [];
      const given: string[] = [];
      const read = async () => {
        const page = await readAll(cursor, 2);
        given.push(...page.events.map(({ id }) => id));
        cursor = page.cursor;
        // What is committed is given at once, though other transactions are open.
        expect([...given].sort()).toEqual([...committed].sort());
      };
      const end = async (who: number, isKept: boolean) => {
        await connections[who]?.query(isKept ? "commit" : "rollback");
        if (isKept) committed.push(...(open[who] ?? []));
        open[who] = [];
      };
      for (const { who, act } of steps) {
        if (act === "read") await read();
        else if (act !== "write") await end(who, act === "commit");
        else {
          rev += 1;
          if (open[who]?.length === 0) await connections[who]?.query("start transaction");
          await connections[who]?.query(
            "insert into event (pipeline_id, rev, n, kind, actor, at) values (?, ?, 0, 'refused', 'ann', now(3))",
            [ids[who], rev],
          );
          open[who]?.push(`${ids[who]}.${rev}.0`);
        }
      }
      for (const who of open.keys()) await end(who, true);
      await read();
      // Those of one pipeline are in its order.
      for (const id of ids) {
        const revs = given
          .filter((each) => each.startsWith(`${id}.`))
          .map((each) => Number(each.split(".")[1]));
        expect(revs).toEqual([...revs].sort((a, b) => a - b));
      }
    }),
    { numRuns: 15 },
  );
});

test("a web process whose user of the database may change no event gives numbers", async () => {
  const { id } = await launch(GRAPH("least-rights"));
  const { url } = await makeDatabaseUser("web", databaseUrl);
  const web = openDatabase(url);
  const { events } = await readEvents(web, { limit: 1_000 });
  await web.close();
  expect(events.some(({ pipeline }) => pipeline === id)).toBe(true);
});

test("several who read at the same time are given the same events in the same order", async () => {
  await launch(GRAPH("many-readers"));
  const all = await Promise.all(Array.from({ length: 4 }, () => readAll(undefined, 7)));
  const [first, ...others] = all.map(({ events }) => events.map(({ id, cursor }) => [id, cursor]));
  for (const other of others) expect(other).toEqual(first);
});

test("events that retention removes while a page is read are told of, not passed over", async () => {
  const { events } = await readAll();
  const old = events[0]?.cursor ?? "";
  const { id } = await launch(GRAPH("late"));
  await cancelPipeline(database, { id, kill: true }, "ann");
  // Its numbers have to be given before the page is read, and retention is at work meanwhile.
  const [retention] = connections;
  await retention?.query("begin");
  await retention?.query("select * from event_feed for update");
  const reading = readEvents(database, { after: old, limit: events.length + 1 }).catch(
    (error: unknown) => error,
  );
  await untilLockIsAwaited(database);
  await retention?.query("update event_feed set removed_no = 3");
  await retention?.query("commit");
  expect(await reading).toMatchObject({ refusal: { text: expect.stringContaining("removed by retention") } });
  await database.pool.query("update event_feed set removed_no = 0");
});

test("a cursor that is none, is of another server, or is older than what was removed is refused with what to do", async () => {
  const { events, cursor } = await readAll();
  await expect(readEvents(database, { after: "7" })).rejects.toMatchObject({
    refusal: { code: "bad-input" },
  });
  const foreign = cursor.replace(/^[0-9a-f]{32}/, "0".repeat(32));
  await expect(readEvents(database, { after: foreign })).rejects.toMatchObject({
    refusal: { code: "bad-input", text: expect.stringContaining("another server") },
  });
  const old = events[0]?.cursor ?? "";
  await database.pool.query("update event_feed set removed_no = 2");
  const refused = await readEvents(database, { after: old }).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    refusal: { code: "state-forbids", text: expect.stringContaining("retention") },
  });
  const { todo } = (refused as { refusal: { todo: string } }).refusal;
  const goesOn = /after=([0-9a-f-]+)/.exec(todo)?.[1] ?? "";
  expect((await readEvents(database, { after: goesOn, limit: 1 })).events[0]?.id).toBe(events[1]?.id);
  expect((await readAll()).events).toHaveLength(events.length);
  await database.pool.query("update event_feed set last_no = 0");
  await expect(readEvents(database, { after: cursor })).rejects.toMatchObject({
    refusal: { code: "state-forbids", text: expect.stringContaining("restored") },
  });
});
