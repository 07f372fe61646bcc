import { randomBytes } from "node:crypto";
import type { z } from "zod";
import {
  type EventFeedPage,
  type eventFeedInput,
  FEED_PAGE,
  type FeedEvent,
} from "#contract/flow/event-feed.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { type Database, transact } from "#platform/database/db.ts";
import {
  type EventFeedRow,
  eventsWithoutNumber,
  type FeedEventRow,
  findEventFeed,
  insertEventFeed,
  listFeedEvents,
  lockEventFeed,
  numberEvents,
} from "#repos/pipelines/events/event-feed-rows.ts";
import { refuse } from "../refusals/refused.ts";
import { cursorText, type FeedPlace, placeFor } from "./feed-cursor.ts";

type Asked = Partial<NonNullable<z.output<typeof eventFeedInput>>>;

/** So many get their numbers in one transaction. */
const NUMBERS_A_TRANSACTION = 500;
const KEY_BYTES = 16;
/** Whoever may read little is given what is among so many, and a cursor behind them. */
const MAX_SEARCHED = 10_000;

/**
 * A page of all transitions of the pipelines in these folders, oldest first, from behind a cursor. An event whose
 * transaction commits late comes late, and is never skipped: it gets its number after it was committed.
 *
 * @throws Refused `bad-input` for a cursor that is none, or of another server; `state-forbids` where events behind it
 *   were removed, or the database was restored to a time before it.
 */
export async function readEvents(
  database: Database,
  { after, limit = FEED_PAGE }: Asked,
  folders: FolderIds = "all",
): Promise<EventFeedPage> {
  const from = await placeOf(database, after ?? null);
  const { feed, isAllNumbered } = await feedUpTo(database, from.no + limit);
  const until = folders === "all" ? feed.lastNo : Math.min(feed.lastNo, from.no + MAX_SEARCHED);
  const rows = await listFeedEvents(database.queries, { after: from.no, until, limit }, folders);
  // Retention may have removed some of the page just before it was read.
  if (after != null) await placeOf(database, after);
  const last = rows.at(-1);
  const no = rows.length === limit && last !== undefined ? last.no : until;
  return {
    events: rows.map((row) => eventOf(row, from)),
    cursor: cursorText({ ...from, no }),
    hasMore: no < feed.lastNo || !isAllNumbered,
  };
}

async function placeOf(database: Database, after: string | null): Promise<FeedPlace> {
  const { key, lastNo, removedNo } = await feedOf(database);
  const now = { key: key.toString("hex"), lastNo, removedNo };
  const place = placeFor(after, now);
  if (typeof place !== "string") return place;
  const kept = "No event was given.";
  switch (place) {
    case "not a cursor":
      return refuse("bad-input", "This is no cursor of the event feed.", {
        kept,
        todo: "Give the `cursor` of an answer as it was, or none to begin with the oldest event.",
      });
    case "another server":
      return refuse("bad-input", "This cursor is of the event feed of another server.", {
        kept,
        todo: "Ask that server, or begin here without a cursor.",
      });
    case "set back":
      return refuse("state-forbids", "The event feed ends before this cursor: its database was restored.", {
        kept,
        todo: "Begin again without a cursor. Events that you have already are known by their `id`.",
      });
    case "removed": {
      const kept = placeFor(null, now) as FeedPlace;
      const no = Number(after?.split("-")[1] ?? 0);
      return refuse("state-forbids", "Events behind this cursor have been removed by retention.", {
        todo: `Go on with what is left of them: after=${cursorText({ ...kept, no })}. Or begin again without a cursor.`,
      });
    }
  }
}

async function feedOf(database: Database): Promise<EventFeedRow> {
  const found = await findEventFeed(database.queries);
  if (found !== null) return found;
  await insertEventFeed(database.queries, randomBytes(KEY_BYTES));
  return (await findEventFeed(database.queries)) as EventFeedRow;
}

/** Gives numbers until the feed has this one, or all that is committed has one. */
async function feedUpTo(
  database: Database,
  no: number,
): Promise<{ readonly feed: EventFeedRow; readonly isAllNumbered: boolean }> {
  for (;;) {
    // In this order: numbers that somebody else gives in between are in the feed then. The other way round the page would
    // say that there is no more, although there is.
    const isAllNumbered = (await eventsWithoutNumber(database.queries, 1)).length === 0;
    const feed = await feedOf(database);
    if (isAllNumbered || feed.lastNo >= no) return { feed, isAllNumbered };
    await giveNumbers(database);
  }
}

/** One transaction at a time: so a number is seen only where all smaller ones are. */
async function giveNumbers(database: Database): Promise<void> {
  await transact(database, async (tx) => {
    const feed = await lockEventFeed(tx);
    if (feed === null) return;
    await numberEvents(tx, await eventsWithoutNumber(tx, NUMBERS_A_TRANSACTION), feed.lastNo);
  });
}

function eventOf({ no, n, number, ...row }: FeedEventRow, from: FeedPlace): FeedEvent {
  return {
    ...row,
    labels: row.labels ?? {},
    id: `${row.pipeline}.${row.rev}.${n}`,
    cursor: cursorText({ ...from, no }),
    track: row.track ?? (number === null ? null : String(number)),
  };
}
