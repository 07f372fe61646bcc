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
  (table) => [primaryKey({ columns: [table.promptId, table.fromId] })],
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
