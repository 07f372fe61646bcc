import { mysqlTable } from "drizzle-orm/mysql-core";
import { asciiText, instant } from "./columns.ts";

/** A duty that one process does at a time, such as the sweep. The process that holds it renews its lease. */
export const duty = mysqlTable("duty", {
  name: asciiText("name", { length: 40 }).primaryKey(),
  holder: asciiText("holder", { length: 64 }).notNull(),
  leaseUntil: instant("lease_until").notNull(),
  /**
   * When the duty was last done. A gap means that the database was away; then no runner is marked lost for one lease.
   */
  doneAt: instant("done_at").notNull(),
});
