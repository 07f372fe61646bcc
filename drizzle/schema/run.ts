import { sql } from "drizzle-orm";
import {
  type AnyMySqlColumn,
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  primaryKey,
  smallint,
  unique,
} from "drizzle-orm/mysql-core";
import type { Json } from "#engine/model/graph-content.ts";
import { PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { SLEEPS, TRACK_STATES } from "#engine/model/track.ts";
import { asciiText, bytes, exactText, instant, jsonText, longText, token } from "./columns.ts";
import { graph, revision } from "./design.ts";
import { runner } from "./fleet.ts";

type Values = Readonly<Record<string, Json>>;

export type ItemsOf = { readonly number: number; readonly names: readonly string[] };

export const pipeline = mysqlTable(
  "pipeline",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    graphId: bigint("graph_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => graph.id),
    revisionId: bigint("revision_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => revision.id),
    name: exactText("name", { length: 200 }).notNull(),
    /** Said twice, launched once. */
    launchKey: exactText("launch_key", { length: 200 }),
    state: mysqlEnum("state", PIPELINE_STATES).notNull(),
    reason: exactText("reason", { length: 1000 }),
    isPaused: boolean("is_paused").notNull().default(false),
    /** A pipeline above it is paused. */
    isHeld: boolean("is_held").notNull().default(false),
    /** The track that launched it, as which attempt of that track; null: a person did. */
    parentId: bigint("parent_id", { mode: "number", unsigned: true }).references(
      (): AnyMySqlColumn => pipeline.id,
    ),
    parentNumber: int("parent_number", { unsigned: true }),
    parentAttempt: int("parent_attempt", { unsigned: true }),
    /** Where it runs the items of one vertex of its revision: that vertex's number, and what the items are called. */
    itemsOf: jsonText<ItemsOf>()("items_of"),
    /** As many pipelines of its graph run as may: it has not begun. */
    isQueued: boolean("is_queued").notNull().default(false),
    /** It had ended and goes on again, and the track that launched it does not know yet. */
    isRevived: boolean("is_revived").notNull().default(false),
    /** +1 in every transaction that changes the pipeline or a track of it: the gapless cursor of the live view. */
    rev: bigint("rev", { mode: "number", unsigned: true }).notNull(),
    openTracks: int("open_tracks", { unsigned: true }).notNull(),
    failedTracks: int("failed_tracks", { unsigned: true }).notNull(),
    /** The number of the vertex whose failure stopped it. */
    halt: int("halt", { unsigned: true }),
    cancelledBy: exactText("cancelled_by", { length: 200 }),
    isOverdue: boolean("is_overdue").notNull().default(false),
    /** While it is undone only from a vertex on, that vertex's number. */
    undoFrom: int("undo_from", { unsigned: true }),
    /** When the time that its graph allows is over. */
    dueAt: instant("due_at"),
    params: jsonText<Values>()("params").notNull(),
    priority: smallint("priority").notNull().default(0),
    /** What the addresses are signed with at which its tracks are called; null where none is. */
    callKey: token("call_key"),
    launchedAt: instant("launched_at").notNull(),
    launchedBy: exactText("launched_by", { length: 200 }).notNull(),
    finishedAt: instant("finished_at"),
  },
  (table) => [
    unique("pipeline_launch_key").on(table.launchKey),
    unique("pipeline_parent").on(table.parentId, table.parentNumber, table.parentAttempt),
    index("pipeline_state").on(table.state, table.id),
    index("pipeline_revived").on(table.isRevived),
    index("pipeline_due").on(table.state, table.dueAt),
    index("pipeline_graph").on(table.graphId, table.id),
    check("pipeline_ended", sql`(state in ('running','reverting')) = (finished_at is null)`),
    check("pipeline_open", sql`state in ('running','reverting') or open_tracks = 0`),
  ],
);

export const track = mysqlTable(
  "track",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    pipelineId: bigint("pipeline_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => pipeline.id),
    /** The vertex's number in the sealed revision. */
    number: int("number", { unsigned: true }).notNull(),
    state: mysqlEnum("state", TRACK_STATES).notNull(),
    reason: exactText("reason", { length: 1000 }),
    /** The pipeline's rev when this row last changed. */
    rev: bigint("rev", { mode: "number", unsigned: true }).notNull(),
    /** In-edges still open, in-edges found live, and the vertex whose failure keeps this one from being reached. */
    waits: int("waits").notNull(),
    live: int("live").notNull(),
    blame: int("blame", { unsigned: true }),
    next: jsonText<readonly number[]>()("next"),
    /** Smaller goes first. */
    priority: smallint("priority").notNull().default(0),
    /** The labels a runner must have, sorted, as one key. */
    labels: asciiText("labels", { length: 255 }).notNull().default(""),
    /** True where it has to hold something while it runs: see `track_need`. */
    hasNeeds: boolean("has_needs").notNull().default(false),
    /** How many attempts there were; the current one has this number. */
    attempt: int("attempt", { unsigned: true }).notNull().default(0),
    /** The current claim. Any write for an attempt must name it. */
    token: token("token"),
    runnerId: bigint("runner_id", { mode: "number", unsigned: true }).references(() => runner.id),
    isKillAsked: boolean("is_kill_asked").notNull().default(false),
    given: jsonText<Values>()("given").notNull(),
    answers: jsonText<Values>()("answers").notNull(),
    outputs: jsonText<Values>()("outputs"),
    /** Who forced its state or asked for its retry last, and why. */
    decidedBy: exactText("decided_by", { length: 200 }),
    decidedWhy: exactText("decided_why", { length: 1000 }),
    /** How often it was retried by itself since a person last asked for it. */
    retries: int("retries", { unsigned: true }).notNull().default(0),
    sleep: mysqlEnum("sleep", SLEEPS),
    isBreak: boolean("is_break").notNull().default(false),
    /** Whoever launched it wanted it to be passed over. */
    isSkippedAtLaunch: boolean("is_left_out").notNull().default(false),
    /** When its polls are given up. */
    giveUpAt: instant("give_up_at"),
    /** When a sleeping track goes on. */
    dueAt: instant("due_at"),
    readyAt: instant("ready_at"),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (table) => [
    unique("track_vertex").on(table.pipelineId, table.number),
    // Serves the claim's ORDER BY: without it a locking read would lock every candidate before it sorts.
    index("track_claim").on(table.state, table.priority, table.id),
    index("track_runner").on(table.runnerId, table.state),
    index("track_due").on(table.state, table.dueAt),
    check("track_held", sql`(state = 'running') <= (token is not null and runner_id is not null)`),
  ],
);

/** What a track has to hold while it runs, and how many may hold that at once. */
export const trackNeed = mysqlTable(
  "track_need",
  {
    trackId: bigint("track_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => track.id),
    name: exactText("name", { length: 120 }).notNull(),
    slots: int("slots", { unsigned: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.trackId, table.name] })],
);

/** What is held: a row a slot, so that no two can have the same. */
export const hold = mysqlTable(
  "hold",
  {
    name: exactText("name", { length: 120 }).notNull(),
    slot: int("slot", { unsigned: true }).notNull(),
    trackId: bigint("track_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => track.id),
  },
  (table) => [primaryKey({ columns: [table.name, table.slot] }), index("hold_track").on(table.trackId)],
);

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
    token: token("token").notNull(),
    runnerId: bigint("runner_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => runner.id),
    inputs: jsonText<Values>()("inputs").notNull(),
    /** The rendered program, as it was executed. */
    script: longText("script").notNull(),
    outputs: jsonText<Values>()("outputs"),
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
    /** 1, 2, 3 … in the order in which the runner read them. */
    seq: int("seq", { unsigned: true }).notNull(),
    stream: mysqlEnum("stream", ["stdout", "stderr", "system"]).notNull(),
    bytes: bytes("bytes").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.trackId, table.attempt, table.seq] }),
    foreignKey({
      name: "log_chunk_attempt",
      columns: [table.trackId, table.attempt],
      foreignColumns: [attempt.trackId, attempt.number],
    }),
  ],
);

/** Append-only: one row for each transition, in the order in which they happened. */
export const event = mysqlTable(
  "event",
  {
    pipelineId: bigint("pipeline_id", { mode: "number", unsigned: true })
      .notNull()
      .references(() => pipeline.id),
    rev: bigint("rev", { mode: "number", unsigned: true }).notNull(),
    n: int("n", { unsigned: true }).notNull(),
    kind: mysqlEnum("kind", ["track", "pipeline", "refused"]).notNull(),
    /** The vertex's number, for a track's transition. */
    number: int("number", { unsigned: true }),
    attempt: int("attempt", { unsigned: true }),
    fromState: asciiText("from_state", { length: 20 }),
    toState: asciiText("to_state", { length: 20 }),
    reason: exactText("reason", { length: 1000 }),
    actor: exactText("actor", { length: 200 }).notNull(),
    at: instant("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.pipelineId, table.rev, table.n] })],
);
