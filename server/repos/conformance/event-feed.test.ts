import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import {
  eventsWithoutNumber,
  findEventFeed,
  insertEventFeed,
  listFeedEvents,
  lockEventFeed,
  numberEvents,
} from "../pipelines/events/event-feed-rows.ts";
import { eventInserts } from "../pipelines/events/event-rows.ts";
import { writeTogether } from "../write-together.ts";
import { HARD_TEXT, makePipeline, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("events get numbers in the order of their pipeline, once each, and are listed by number and folder", async () => {
    const { queries } = database();
    expect(await findEventFeed(queries)).toBeNull();
    await insertEventFeed(queries, Buffer.alloc(16, 1));
    await insertEventFeed(queries, Buffer.alloc(16, 2));
    const id = await makePipeline(database());
    const usual = { pipelineId: id, kind: "pipeline", toState: "running", actor: "ann" } as const;
    const rows = [2, 1].map((rev) => ({ ...usual, rev, n: 0, reason: HARD_TEXT }));
    await transact(database(), async (tx) => {
      await writeTogether(tx, eventInserts(rows));
    });
    await transact(database(), async (tx) => {
      const feed = await lockEventFeed(tx);
      expect(feed).toEqual({ key: Buffer.alloc(16, 1), lastNo: 0, removedNo: 0 });
      await numberEvents(tx, await eventsWithoutNumber(tx, 10), feed?.lastNo ?? -1);
    });
    expect(await eventsWithoutNumber(queries, 10)).toEqual([]);
    expect((await findEventFeed(queries))?.lastNo).toBe(2);
    const page = { after: 0, until: 9, limit: 9 };
    const listed = await listFeedEvents(queries, page, "all");
    expect(listed.map(({ no, rev, reason }) => [no, rev, reason])).toEqual([
      [1, 1, HARD_TEXT],
      [2, 2, HARD_TEXT],
    ]);
    expect(await listFeedEvents(queries, { ...page, after: 1 }, "all")).toHaveLength(1);
    expect(await listFeedEvents(queries, { ...page, until: 1 }, "all")).toHaveLength(1);
    expect(await listFeedEvents(queries, page, [])).toEqual([]);
  });
});
