import { bigint, index, int, mysqlEnum, mysqlTable, unique } from "drizzle-orm/mysql-core";
import { asciiText, digest, exactText, instant } from "../columns.ts";
import { folder } from "../folder.ts";
import { person } from "./people.ts";

/** A command line that asks for a token. Somebody decides about it on the page, by its code. */
export const deviceSignIn = mysqlTable(
  "device_sign_in",
  {
    /** Of the token that the command line asks with. */
    digest: digest("digest").primaryKey(),
    /** Of the code that a person types. */
    codeDigest: digest("code_digest").notNull(),
    /** What the command line says its machine is called. */
    host: exactText("host", { length: 100 }).notNull(),
    /** What it wants to do: `read launch`; then, what it was allowed. */
    acts: asciiText("acts", { length: 200 }).notNull(),
    address: asciiText("address", { length: 60 }).notNull(),
    state: mysqlEnum("state", ["waiting", "allowed", "denied"]).notNull(),
    /** How long it was allowed for. */
    days: int("days", { unsigned: true }).notNull(),
    /** Where it was allowed. Null: nobody decided. */
    folderId: bigint("folder_id", { mode: "number", unsigned: true }).references(() => folder.id),
    /** Who decided. */
    personId: bigint("person_id", { mode: "number", unsigned: true }).references(() => person.id),
    createdAt: instant("created_at").notNull(),
    polledAt: instant("polled_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    unique("device_sign_in_code").on(table.codeDigest),
    index("device_sign_in_expires").on(table.expiresAt),
  ],
);
