import { bigint, index, int, mysqlTable, primaryKey } from "drizzle-orm/mysql-core";
import { exactKey } from "../columns.ts";
import { track } from "./track.ts";

/** The locks and limits of a track. It needs one slot of each while it runs; each has a fixed number of slots. */
export const concurrencyClaim = mysqlTable(
  "concurrency_claim",
  {
    trackId: bigint("track_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => track.id),
    name: exactKey("name", { length: 120 }).notNull(),
    slots: int("slots", { unsigned: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.trackId, table.name] }),
    index("concurrency_claim_name").on(table.name),
  ],
);

/** The slots that are taken, one row each. The primary key makes sure that no two tracks have the same slot. */
export const concurrencySlot = mysqlTable(
  "concurrency_slot",
  {
    name: exactKey("name", { length: 120 }).notNull(),
    slot: int("slot", { unsigned: true }).notNull(),
    /** How many slots there are for whoever took this one. Where they disagree, the smallest number counts. */
    slots: int("slots", { unsigned: true }).notNull(),
    trackId: bigint("track_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => track.id),
  },
  (table) => [
    primaryKey({ columns: [table.name, table.slot] }),
    index("concurrency_slot_track").on(table.trackId),
  ],
);
