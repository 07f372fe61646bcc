import { bigint, int, mysqlEnum, mysqlTable, primaryKey } from "drizzle-orm/mysql-core";
import { asciiText, exactText, instant } from "./columns.ts";
import { pipeline } from "./pipeline.ts";

/** Append-only: one row for each transition, in the order in which they happened. */
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
  },
  (table) => [primaryKey({ columns: [table.pipelineId, table.rev, table.n] })],
);
