import { type AnyMySqlColumn, bigint, mysqlTable, unique } from "drizzle-orm/mysql-core";
import { asciiText, exactKey, exactText, instant } from "./columns.ts";

const MAX_PATH = 810;
const idOf = (name: string) => bigint(name, { mode: "number", unsigned: true });

/** The root, which the migration makes. */
export const ROOT_FOLDER_ID = 1;

/** A folder of graphs. */
export const folder = mysqlTable(
  "folder",
  {
    id: idOf("id").autoincrement().primaryKey(),
    /** Null for the root only. */
    parentId: idOf("parent_id").references((): AnyMySqlColumn => folder.id),
    /** `ops/db`; empty for the root. The paths of all below a folder begin with its own. */
    path: asciiText("path", { length: MAX_PATH }).notNull(),
    /** The path in lower case: no two differ in case only. */
    pathKey: asciiText("path_key", { length: MAX_PATH }).notNull(),
    createdAt: instant("created_at").notNull(),
    createdBy: exactText("created_by", { length: 200 }).notNull(),
  },
  (table) => [unique("folder_path").on(table.pathKey)],
);

/** The folder that something belongs to. */
export const folderId = () =>
  idOf("folder_id")
    .notNull()
    .default(ROOT_FOLDER_ID)
    .references(() => folder.id);

/** That only graphs in a folder and below it may use a label of runners. A label without a row is free for all. */
export const runnerLabel = mysqlTable("runner_label", {
  label: exactKey("label", { length: 100 }).primaryKey(),
  folderId: folderId(),
  createdAt: instant("created_at").notNull(),
  createdBy: exactText("created_by", { length: 200 }).notNull(),
});
