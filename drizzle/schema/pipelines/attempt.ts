import {
  bigint,
  boolean,
  foreignKey,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  primaryKey,
  unique,
} from "drizzle-orm/mysql-core";
import { asciiText, bytes, exactText, instant, longText, token, valuesText } from "../columns.ts";
import { runner } from "../runner.ts";
import { track } from "./track.ts";

export const ATTEMPT_STATES = ["running", "lost", "succeeded", "failed", "cancelled", "handed-back"] as const;

export const ATTEMPT_KINDS = ["run", "undo"] as const;

export const attempt = mysqlTable(
  "attempt",
  {
    trackId: bigint("track_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => track.id),
    number: int("number", { unsigned: true }).notNull(),
    state: mysqlEnum("state", ATTEMPT_STATES).notNull(),
    /** `undo`: it executed the vertex's undo script. */
    kind: mysqlEnum("kind", ATTEMPT_KINDS).notNull().default("run"),
    /** Of an undo: the number of the attempt that it undoes. */
    undoes: int("undoes", { unsigned: true }),
    token: token("token").notNull(),
    runnerId: bigint("runner_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => runner.id),
    inputs: valuesText("inputs").notNull(),
    /** The rendered program, as it was executed. */
    script: longText("script").notNull(),
    outputs: valuesText("outputs"),
    exitCode: int("exit_code"),
    signal: asciiText("signal", { length: 16 }),
    reason: exactText("reason", { length: 1000 }),
    logBytes: bigint("log_bytes", { mode: "number", unsigned: true }).notNull().default(0),
    isLogCut: boolean("is_log_cut").notNull().default(false),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
    /** Who asked for this attempt and why; null where the graph did. */
    askedBy: exactText("asked_by", { length: 200 }),
    askedWhy: exactText("asked_why", { length: 1000 }),
  },
  (table) => [
    primaryKey({ columns: [table.trackId, table.number] }),
    unique("attempt_token").on(table.token),
    index("attempt_runner").on(table.runnerId, table.state),
  ],
);

export const logChunk = mysqlTable(
  "log_chunk",
  {
    trackId: bigint("track_id", { mode: "number", unsigned: true }).notNull(),
    attempt: int("attempt", { unsigned: true }).notNull(),
    /** That of its track: the logs of all tracks of a pipeline are read by an index. */
    pipelineId: bigint("pipeline_id", { mode: "number", unsigned: true }).notNull(),
    /** 1, 2, 3 … in the order in which the runner read them. */
    seq: int("seq", { unsigned: true }).notNull(),
    stream: mysqlEnum("stream", ["merged", "stdout", "stderr", "system"]).notNull(),
    bytes: bytes("bytes").notNull(),
    /** When the runner read it, by the database's clock. */
    at: instant("at").notNull(),
    /** When it was written here. It grows, save for what is committed late. */
    storedAt: instant("stored_at").notNull(),
  },
  (table) => [
    index("log_chunk_pipeline").on(table.pipelineId, table.storedAt),
    primaryKey({ columns: [table.trackId, table.attempt, table.seq] }),
    foreignKey({
      name: "log_chunk_attempt",
      columns: [table.trackId, table.attempt],
      foreignColumns: [attempt.trackId, attempt.number],
    }),
  ],
);
