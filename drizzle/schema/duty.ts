import { mysqlTable } from "drizzle-orm/mysql-core";
import { asciiText, instant } from "./columns.ts";

/** A duty that one process does at a time, such as the sweep; whoever holds it renews it. */
export const duty = mysqlTable("duty", {
  name: asciiText("name", { length: 40 }).primaryKey(),
  holder: asciiText("holder", { length: 64 }).notNull(),
  leaseUntil: instant("lease_until").notNull(),
  /** When the duty was last done: a gap tells that the database was away, and nobody is judged for one lease. */
  doneAt: instant("done_at").notNull(),
});
