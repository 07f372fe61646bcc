import { bigint, boolean, index, mysqlTable, unique } from "drizzle-orm/mysql-core";
import { asciiText, exactKey, exactText, instant, jsonText } from "./columns.ts";
import { graph } from "./graph.ts";

/** What somebody has selected in an editor, and the field in which they type. */
type PresentSelection = {
  readonly vertices: readonly string[];
  /** The ends of an edge; null where none is selected, or several things are. */
  readonly edge: { readonly tail: string; readonly head: string } | null;
  /** `script` of the one vertex; null where they do not type. */
  readonly field: string | null;
};

/** A tab that has a draft open, until it says that it is closed, or says nothing for too long. */
export const presence = mysqlTable(
  "presence",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    graphId: bigint("graph_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => graph.id),
    /** As the tab calls itself. */
    tab: asciiText("tab", { length: 36 }).notNull(),
    /** Who it is, whatever they are called: tabs of one person count once. */
    who: exactKey("who", { length: 300 }).notNull(),
    name: exactText("name", { length: 200 }).notNull(),
    selection: jsonText<PresentSelection>()("selection").notNull(),
    /** The tab is hidden. */
    isIdle: boolean("is_idle").notNull(),
    untilAt: instant("until_at").notNull(),
  },
  (table) => [unique("presence_tab").on(table.graphId, table.tab), index("presence_until").on(table.untilAt)],
);
