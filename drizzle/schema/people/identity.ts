import { bigint, index, mysqlTable, unique } from "drizzle-orm/mysql-core";
import { exactKey, instant } from "../columns.ts";
import { person } from "./people.ts";

/** Who a person is for the identity provider (OIDC). Its subject never changes; an email may be given to somebody else. */
export const identity = mysqlTable(
  "identity",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    issuer: exactKey("issuer", { length: 255 }).notNull(),
    subject: exactKey("subject", { length: 255 }).notNull(),
    personId: bigint("person_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => person.id),
    createdAt: instant("created_at").notNull(),
    usedAt: instant("used_at").notNull(),
  },
  (table) => [
    unique("identity_subject").on(table.issuer, table.subject),
    index("identity_person").on(table.personId),
  ],
);
