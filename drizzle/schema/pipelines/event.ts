import { bigint, index, int, mysqlEnum, mysqlTable, primaryKey, unique } from "drizzle-orm/mysql-core";
import { asciiText, exactText, instant, token } from "../columns.ts";
import { pipeline } from "./pipeline.ts";

/**
 * Append-only: one row for each transition, in the order in which they happened. Only its number in the event feed is added
 * later.
 */
export const event = mysqlTable(
  "event",
  {
    pipelineId: bigint("pipeline_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => pipeline.id),
    rev: bigint("rev", { mode: "number", unsigned: true }).notNull(),
    n: int("n", { unsigned: true }).notNull(),
    kind: mysqlEnum("kind", ["track", "pipeline", "refused"]).notNull(),
    /** The vertex's number, for a track's transition. */
    number: int("number", { unsigned: true }),
    attempt: int("attempt", { unsigned: true }),
    fromState: asciiText("from_state", { length: 20 }),
    toState: asciiText("to_state", { length: 20 }),
    reason: exactText("reason", { length: 1000 }),
    actor: exactText("actor", { length: 200 }).notNull(),
    at: instant("at").notNull(),
    /** Its place in the event feed; null until somebody reads that far. Given after the row was committed. */
    feedNo: bigint("feed_no", { mode: "number", unsigned: true }),
  },
  (table) => [
    primaryKey({ columns: [table.pipelineId, table.rev, table.n] }),
    index("event_of_track").on(table.pipelineId, table.number, table.rev, table.n),
    // Also finds what has no number yet.
    unique("event_feed").on(table.feedNo),
  ],
);

/** One row: how far the event feed has numbers. Whoever gives numbers locks it first. */
export const eventFeed = mysqlTable("event_feed", {
  n: int("n", { unsigned: true }).primaryKey(),
  /** Which feed it is: a cursor of another server has another key. */
  key: token("feed_key").notNull(),
  lastNo: bigint("last_no", { mode: "number", unsigned: true }).notNull().default(0),
  /** The largest number of an event that was removed. */
  removedNo: bigint("removed_no", { mode: "number", unsigned: true }).notNull().default(0),
});
