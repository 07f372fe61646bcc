import { bigint, index, int, mysqlEnum, mysqlTable, unique } from "drizzle-orm/mysql-core";
import type { Json } from "#engine/model/graph-content.ts";
import { exactText, instant, jsonText } from "./columns.ts";
import { pipeline } from "./pipeline.ts";

/** `kept`: its track does not wait yet. `taken`: its track knows it. `late`: its track had ended meanwhile. */
export const CALL_FATES = ["kept", "taken", "late"] as const;

/** A call from outside to a track that waits for it, or will. */
export const callbackCall = mysqlTable(
  "callback_call",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    pipelineId: bigint("pipeline_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => pipeline.id),
    number: int("number", { unsigned: true }).notNull(),
    /** The attempt of the track that was called. */
    round: int("round", { unsigned: true }).notNull(),
    /** What the caller calls this event; null where he gives it no name, and each call is another event. */
    eventId: exactText("event_id", { length: 200 }),
    fate: mysqlEnum("fate", CALL_FATES).notNull(),
    body: jsonText<Json>()("body").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [
    unique("callback_event").on(table.pipelineId, table.number, table.round, table.eventId),
    index("callback_fate").on(table.fate),
  ],
);
