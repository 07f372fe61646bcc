import { mysqlEnum, mysqlTable } from "drizzle-orm/mysql-core";
import { CONNECTION_KINDS } from "#engine/model/connection.ts";
import { exactKey, exactText, instant, longText } from "../columns.ts";
import { folderId } from "../folder.ts";

/** How a server is reached that graphs read from and write to. It has no password: it names the secret that is one. */
export const connection = mysqlTable("connection", {
  name: exactKey("name", { length: 100 }).primaryKey(),
  /** Graphs in this folder and below it may use it. */
  folderId: folderId(),
  kind: mysqlEnum("kind", CONNECTION_KINDS).notNull(),
  address: exactText("address", { length: 1000 }).notNull(),
  username: exactText("username", { length: 200 }),
  /** The name of the secret that is the password or the token. */
  secret: exactKey("secret", { length: 100 }),
  /** The certificates that the server's is checked with; null: those of Node. */
  ca: longText("ca"),
  savedAt: instant("saved_at").notNull(),
  savedBy: exactText("saved_by", { length: 200 }).notNull(),
});
