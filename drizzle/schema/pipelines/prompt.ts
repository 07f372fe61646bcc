import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  primaryKey,
  unique,
} from "drizzle-orm/mysql-core";
import type { AskedInput } from "#engine/expressions/input-resolution.ts";
import { asciiText, exactText, instant, jsonText, valuesText } from "../columns.ts";
import { track } from "./track.ts";

/** Behind all deadlines. */
export const NO_DEADLINE = new Date("9999-12-31T00:00:00.000Z");

export const PROMPT_STATES = ["open", "answered", "withdrawn"] as const;

/** A question that a track waits on. */
export const prompt = mysqlTable(
  "prompt",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    trackId: bigint("track_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => track.id),
    /** The graph of its pipeline, by which prompts are listed for people who may not see all of them. */
    graphId: bigint("graph_id", { mode: "number", unsigned: true }).notNull(),
    state: mysqlEnum("state", PROMPT_STATES).notNull(),
    asks: jsonText<readonly AskedInput[]>()("asks").notNull(),
    /** Until when somebody can answer; `NO_DEADLINE` where that is as long as they like. Open ones are listed in this order. */
    dueAt: instant("due_at").notNull().default(NO_DEADLINE),
    /** Whom it asks: the same for the same assignees. Null: everybody who may answer. */
    asked: asciiText("asked", { length: 32 }),
    openedAt: instant("opened_at").notNull(),
    closedAt: instant("closed_at"),
    openTrack: bigint("open_track", { mode: "number", unsigned: true }).generatedAlwaysAs(
      sql`(case when state = 'open' then track_id else null end)`,
      { mode: "stored" },
    ),
  },
  (table) => [
    unique("prompt_one_open").on(table.openTrack),
    index("prompt_state").on(table.state, table.id),
    // A page of open prompts, and how many there are of each graph and each kind of assignees, are read from it alone.
    index("prompt_due").on(table.state, table.dueAt, table.id, table.graphId, table.asked),
    index("prompt_closed").on(table.closedAt, table.id),
    index("prompt_graph_closed").on(table.graphId, table.closedAt, table.id),
    index("prompt_graph").on(table.graphId, table.state, table.id),
  ],
);

/** A person who may approve has given their place to another one, for this prompt. */
export const promptDelegation = mysqlTable(
  "prompt_delegation",
  {
    promptId: bigint("prompt_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => prompt.id),
    fromId: bigint("from_id", { mode: "number", unsigned: true }).notNull(),
    toId: bigint("to_id", { mode: "number", unsigned: true }).notNull(),
    at: instant("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.promptId, table.fromId] }),
    index("prompt_delegation_from").on(table.fromId, table.promptId),
    index("prompt_delegation_to").on(table.toId, table.promptId),
  ],
);

/** What a person said. The answer that closes the prompt is the last one. */
export const answer = mysqlTable(
  "answer",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    promptId: bigint("prompt_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => prompt.id),
    place: int("place", { unsigned: true }).notNull(),
    values: valuesText("values").notNull(),
    comment: exactText("comment", { length: 2000 }),
    answeredAt: instant("answered_at").notNull(),
    answeredBy: exactText("answered_by", { length: 200 }).notNull(),
    /** Who it was, whatever the name: `person 3`. Null where only a name was known. */
    answeredByKey: asciiText("answered_by_key", { length: 40 }),
    /** False for an approval that others had to follow. */
    isClosing: boolean("is_closing").notNull().default(true),
  },
  (table) => [unique("answer_place").on(table.promptId, table.place)],
);
