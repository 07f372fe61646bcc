import { bigint, int, mysqlTable } from "drizzle-orm/mysql-core";
import { exactKey, exactText, instant } from "../columns.ts";
import { folderId } from "../folder.ts";

/** A stream of a Redis that this server writes records to. The records themselves are there only. */
export const recordStream = mysqlTable("record_stream", {
  name: exactKey("name", { length: 100 }).primaryKey(),
  /** Who may send to it: those who may launch in this folder. */
  folderId: folderId(),
  /** The name of a connection of the kind redis. It may be deleted meanwhile. */
  connection: exactKey("connection", { length: 100 }).notNull(),
  /** The key of the stream in Redis. */
  redisKey: exactText("redis_key", { length: 200 }).notNull(),
  /** So many entries it may have. */
  maxLength: int("max_length", { unsigned: true }).notNull(),
  /** So many bytes a record may have. */
  maxRecordBytes: int("max_record_bytes", { unsigned: true }).notNull(),
  /** The field of a record by which a repeated one is known; null: only requests have a key. */
  keyField: exactText("key_field", { length: 200 }),
  /**
   * Raised by one with each change of its settings. It begins with the microseconds of the time of the declaration: a stream that
   * was removed and is declared anew never has a version that somebody saw.
   */
  version: bigint("version", { mode: "number", unsigned: true }).notNull().default(1),
  savedAt: instant("saved_at").notNull(),
  savedBy: exactText("saved_by", { length: 200 }).notNull(),
});
