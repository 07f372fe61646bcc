import { sql } from "drizzle-orm";
import { bigint, index, mysqlTable, unique } from "drizzle-orm/mysql-core";
import type { Values } from "#engine/json/json.ts";
import { exactKey, exactText, instant, jsonText } from "./columns.ts";
import { graph } from "./graph.ts";

/** Values of a launch: of its params, and of inputs by vertex. */
export type PresetValues = { readonly params: Values; readonly inputs: Readonly<Record<string, Values>> };

/** Values for launches of a graph, under a name: for everybody who may launch it, or for one person. */
export const launchPreset = mysqlTable(
  "launch_preset",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    graphId: bigint("graph_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => graph.id),
    name: exactKey("name", { length: 100 }).notNull(),
    /** The person whose own it is; null: it is shared. Removed with that person. */
    ownerId: bigint("owner_id", { mode: "number", unsigned: true }),
    values: jsonText<PresetValues>()("given_values").notNull(),
    /** Raised by every save, and never that of one that was deleted. A save must name the edit that it started from. */
    edit: bigint("edit", { mode: "number", unsigned: true }).notNull(),
    savedAt: instant("saved_at").notNull(),
    savedBy: exactText("saved_by", { length: 200 }).notNull(),
    /** 0 for a shared one: in a unique key null is never the same as null. */
    ownerKey: bigint("owner_key", { mode: "number", unsigned: true }).generatedAlwaysAs(
      sql`(coalesce(owner_id, 0))`,
      { mode: "stored" },
    ),
  },
  (table) => [
    unique("launch_preset_name").on(table.graphId, table.ownerKey, table.name),
    index("launch_preset_owner").on(table.ownerId),
  ],
);
