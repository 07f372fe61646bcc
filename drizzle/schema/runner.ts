import { bigint, index, int, mysqlEnum, mysqlTable } from "drizzle-orm/mysql-core";
import { asciiText, exactText, instant, jsonText } from "./columns.ts";

/**
 * One row for each start of a runner process. A restarted runner gets a new row, so that work of its earlier process is
 * never taken for its own. Its lease is the lease of every attempt that it holds: one heartbeat renews them all.
 */
export const runner = mysqlTable(
  "runner",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    name: exactText("name", { length: 100 }).notNull(),
    host: exactText("host", { length: 255 }).notNull(),
    pid: int("pid", { unsigned: true }).notNull(),
    labels: jsonText<readonly string[]>()("labels").notNull(),
    slots: int("slots", { unsigned: true }).notNull(),
    containment: asciiText("containment", { length: 40 }).notNull(),
    /** What the containment promises and what not, and why it is no stronger. */
    containmentWhy: exactText("containment_why", { length: 1000 }).notNull().default(""),
    /** The fences that it can give to scripts, with commas between them. */
    fences: asciiText("fences", { length: 60 }).notNull().default("default"),
    state: mysqlEnum("state", ["ready", "draining", "stopped", "lost"]).notNull(),
    startedAt: instant("started_at").notNull(),
    seenAt: instant("seen_at").notNull(),
    leaseUntil: instant("lease_until").notNull(),
    stoppedAt: instant("stopped_at"),
    /** What this runner did and the database does not know, because it was restored to an earlier time. */
    gap: exactText("gap", { length: 500 }),
    gapAt: instant("gap_at"),
  },
  (table) => [index("runner_lease").on(table.state, table.leaseUntil)],
);
