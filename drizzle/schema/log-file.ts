import { bigint, index, int, mysqlEnum, mysqlTable } from "drizzle-orm/mysql-core";
import { instant, token } from "./columns.ts";

const idOf = (name: string) => bigint(name, { mode: "number", unsigned: true });
const count = (name: string) => int(name, { unsigned: true });

/** `writing`: its file may be there, and its pieces are still in `log_chunk`. `removing`: nobody reads it any more. */
export const LOG_FILE_STATES = ["writing", "stored", "removing"] as const;

/**
 * A file to which pieces of the logs of a pipeline were moved, in the order of track, attempt and number. No foreign key:
 * the file is removed after the rows of its pipeline.
 */
export const logFile = mysqlTable(
  "log_file",
  {
    id: idOf("id").autoincrement().primaryKey(),
    pipelineId: idOf("pipeline_id").notNull(),
    /** Random, in the name of the file and in the file: so no file is taken for that of another database. */
    key: token("file_key").notNull(),
    state: mysqlEnum("state", LOG_FILE_STATES).notNull().default("writing"),
    /** The size of the file; 0 until it is stored. */
    bytes: count("bytes").notNull().default(0),
    /** How many bytes of logs are in it. */
    logBytes: count("log_bytes").notNull(),
    firstTrackId: idOf("first_track_id").notNull(),
    firstAttempt: count("first_attempt").notNull(),
    firstSeq: count("first_seq").notNull(),
    lastTrackId: idOf("last_track_id").notNull(),
    lastAttempt: count("last_attempt").notNull(),
    lastSeq: count("last_seq").notNull(),
    /** When the earliest and the latest of its pieces were stored. */
    storedFrom: instant("stored_from").notNull(),
    storedUntil: instant("stored_until").notNull(),
    madeAt: instant("made_at").notNull(),
  },
  (table) => [
    index("log_file_pipeline").on(table.pipelineId),
    index("log_file_left").on(table.state, table.id),
  ],
);
