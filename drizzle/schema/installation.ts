import { sql } from "drizzle-orm";
import { check, mysqlTable, tinyint } from "drizzle-orm/mysql-core";
import { asciiText, instant } from "./columns.ts";

/** What tells this installation from others where several use one server of another kind. There is one row. */
export const installation = mysqlTable(
  "installation",
  {
    n: tinyint("n", { unsigned: true }).primaryKey(),
    /** Drawn once. */
    id: asciiText("id", { length: 12 }).notNull(),
    drawnAt: instant("drawn_at").notNull(),
  },
  () => [check("installation_is_one", sql`n = 1`)],
);
