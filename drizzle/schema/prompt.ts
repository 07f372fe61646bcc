import { sql } from "drizzle-orm";
import { bigint, index, int, mysqlEnum, mysqlTable, unique } from "drizzle-orm/mysql-core";
import type { AskedInput } from "#engine/expressions/input-resolution.ts";
import { exactText, instant, jsonText, valuesText } from "./columns.ts";
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
      { mode: "virtual" },
    ),
  },
  (table) => [
    unique("prompt_one_open").on(table.openTrack),
    index("prompt_state").on(table.state, table.id),
    index("prompt_graph").on(table.graphId, table.state, table.id),
  ],
);

/** What a person said. The first committed answer closes the prompt. */
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
  },
  (table) => [unique("answer_place").on(table.promptId, table.place)],
);
