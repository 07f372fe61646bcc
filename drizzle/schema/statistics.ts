import { bigint, int, mysqlTable, primaryKey, smallint } from "drizzle-orm/mysql-core";
import { instant } from "./columns.ts";

/** The state of the whole server once a minute, kept for some weeks: what no other row tells afterwards. */
export const serverSample = mysqlTable("server_sample", {
  /** The minute. Of several processes that write it, one does. */
  at: instant("at").primaryKey(),
  /** For how long the oldest ready track waited for a runner, in milliseconds. */
  queueAge: bigint("queue_age", { mode: "number", unsigned: true }).notNull(),
  pendingTracks: int("pending_tracks", { unsigned: true }).notNull(),
  slots: int("slots", { unsigned: true }).notNull(),
  busySlots: int("busy_slots", { unsigned: true }).notNull(),
});

/** How many tracks that were claimed in ten minutes had waited how long for a runner: a bucket of `durationAt`. */
export const claimDelay = mysqlTable(
  "claim_delay",
  {
    at: instant("at").notNull(),
    bucket: smallint("bucket", { unsigned: true }).notNull(),
    tracks: int("tracks", { unsigned: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.at, table.bucket] })],
);
