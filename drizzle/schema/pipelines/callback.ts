import { bigint, index, int, mysqlEnum, mysqlTable, unique } from "drizzle-orm/mysql-core";
import { dataText, exactKey, instant } from "../columns.ts";
import { pipeline } from "./pipeline.ts";

/**
 * `pending`: its track does not wait yet. `delivered`: its track knows it. `late`: its track had already ended. `misfit`:
 * its data cannot be used, and its track goes on waiting.
 */
export const CALL_STATES = ["pending", "delivered", "late", "misfit"] as const;

/** A call from outside to a track that waits for it, or will wait later. */
export const callbackCall = mysqlTable(
  "callback_call",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    pipelineId: bigint("pipeline_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => pipeline.id),
    number: int("number", { unsigned: true }).notNull(),
    /** The attempt of the track that was called. */
    attempt: int("attempt", { unsigned: true }).notNull(),
    /** The caller's id of this event; null where there is none, and then each call is another event. */
    eventId: exactKey("event_id", { length: 200 }),
    state: mysqlEnum("state", CALL_STATES).notNull(),
    body: dataText("body").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [
    unique("callback_event").on(table.pipelineId, table.number, table.attempt, table.eventId),
    index("callback_state").on(table.state),
  ],
);
