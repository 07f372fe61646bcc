import { bigint, customType, index, int, mysqlTable } from "drizzle-orm/mysql-core";
import { asciiText, exactText, instant } from "../columns.ts";

const digest = customType<{ data: Buffer }>({ dataType: () => "binary(32)" });
const idOf = (name: string) => bigint(name, { mode: "number", unsigned: true });

/** Who did what, or was refused. Rows are inserted only; each hash depends on all rows before it. */
export const auditEntry = mysqlTable(
  "audit_entry",
  {
    /** Without gaps, in the order of the commits. */
    id: idOf("id").primaryKey(),
    at: instant("at").notNull(),
    who: asciiText("who", { length: 20 }).notNull(),
    whoId: idOf("who_id"),
    whoName: exactText("who_name", { length: 200 }).notNull(),
    /** The procedure: `graphs.rename`. */
    act: asciiText("act", { length: 80 }).notNull(),
    objectKind: asciiText("object_kind", { length: 20 }),
    objectId: idOf("object_id"),
    objectName: exactText("object_name", { length: 200 }),
    result: asciiText("result", { length: 30 }).notNull(),
    reason: exactText("reason", { length: 300 }),
    times: int("times", { unsigned: true }).notNull(),
    address: asciiText("address", { length: 60 }).notNull(),
    device: exactText("device", { length: 200 }).notNull(),
    before: exactText("before_values", { length: 1000 }),
    after: exactText("after_values", { length: 1000 }),
    hash: digest("hash").notNull(),
  },
  (table) => [
    index("audit_entry_at").on(table.at),
    index("audit_entry_who").on(table.who, table.whoId),
    index("audit_entry_object").on(table.objectKind, table.objectId),
  ],
);

/** The last entry. Whoever writes one locks this row, as the last thing before the commit. */
export const auditHead = mysqlTable("audit_head", {
  /** Always 1: there is one chain. */
  n: int("n", { unsigned: true }).primaryKey(),
  lastId: idOf("last_id").notNull(),
  at: instant("at").notNull(),
  hash: digest("hash").notNull(),
});
