import { customType, mysqlTable } from "drizzle-orm/mysql-core";
import { exactKey, exactText, instant } from "./columns.ts";
import { folderId } from "./folder.ts";

const box = customType<{ data: Buffer }>({ dataType: () => "blob" });

/** A value that only scripts see. It is encrypted with a key that is not in the database. */
export const secret = mysqlTable("secret", {
  name: exactKey("name", { length: 100 }).primaryKey(),
  /** Graphs in this folder and below it may use it. */
  folderId: folderId(),
  box: box("box").notNull(),
  savedAt: instant("saved_at").notNull(),
  savedBy: exactText("saved_by", { length: 200 }).notNull(),
});
