import { sql } from "drizzle-orm";
import { bigint, check, mysqlTable, tinyint } from "drizzle-orm/mysql-core";
import { exactText, instant } from "./columns.ts";

/** The one server of several that all processes use. There is one row, and none where there is one server only. */
export const databaseWriter = mysqlTable(
  "database_writer",
  {
    id: tinyint("id", { unsigned: true }).primaryKey(),
    /** The server's own name for itself: its host name, port and socket. */
    identity: exactText("identity", { length: 255 }).notNull(),
    /** Grows with each change, so that only one of two processes can make a change. */
    term: bigint("term", { mode: "number", unsigned: true }).notNull(),
    agreedAt: instant("agreed_at").notNull(),
  },
  () => [check("database_writer_is_one", sql`id = 1`)],
);
