import { sql } from "drizzle-orm";
import {
  type AnyMySqlColumn,
  bigint,
  boolean,
  check,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  primaryKey,
  smallint,
  unique,
} from "drizzle-orm/mysql-core";
import { ENDED_PIPELINE_STATES, OPEN_PIPELINE_STATES, PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { ItemsOf } from "#engine/policies/foreach.ts";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import { exactKey, exactText, instant, isInState, jsonText, token, valuesText } from "../columns.ts";
import { graph, revision } from "../graph.ts";

const isOpen = isInState(...OPEN_PIPELINE_STATES);

/** The people who launched a pipeline, or decided what runs in it. They may have been removed since. */
export const pipelineLauncher = mysqlTable(
  "pipeline_launcher",
  {
    pipelineId: bigint("pipeline_id", { mode: "number", unsigned: true })
      .notNull()
      .references((): AnyMySqlColumn => pipeline.id),
    personId: bigint("person_id", { mode: "number", unsigned: true }).notNull(),
    /** False where they only decided about its tracks. */
    hasLaunched: boolean("has_launched").notNull(),
  },
  (table) => [primaryKey({ columns: [table.pipelineId, table.personId] })],
);

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
    /** The launch key: a second launch with it gives this pipeline. */
    launchKey: exactKey("launch_key", { length: 200 }),
    state: mysqlEnum("state", PIPELINE_STATES).notNull(),
    reason: exactText("reason", { length: 1000 }),
    isPaused: boolean("is_paused").notNull().default(false),
    /** A pipeline above it is paused. */
    isParentPaused: boolean("is_parent_paused").notNull().default(false),
    /** The track that launched it, and which attempt of that track; null where a person did. */
    parentId: bigint("parent_id", { mode: "number", unsigned: true }).references(
      (): AnyMySqlColumn => pipeline.id,
    ),
    parentNumber: int("parent_number", { unsigned: true }),
    parentAttempt: int("parent_attempt", { unsigned: true }),
    /**
     * The topmost pipeline of the same graph above it: for the limit of running pipelines both count as one. Null where
     * there is none. No foreign key: it would lock that pipeline after its child.
     */
    countsWith: bigint("counts_with", { mode: "number", unsigned: true }),
    /** The timeout of the vertex that launched it, in milliseconds. */
    parentTimeout: bigint("parent_timeout", { mode: "number", unsigned: true }),
    /** Where it runs the items of one vertex: that vertex's number, and the names of the items. May be long. */
    itemsOf: jsonText<ItemsOf>()("items_of"),
    /** True while the limit of running pipelines of its graph is reached: it has not begun. */
    isQueued: boolean("is_queued").notNull().default(false),
    /** True where it was restarted or succeeded after its end, and the track that launched it does not know yet. */
    isReopened: boolean("is_reopened").notNull().default(false),
    /**
     * Raised by one in every transaction that changes the pipeline or its tracks: the cursor of the live view, without
     * gaps.
     */
    rev: bigint("rev", { mode: "number", unsigned: true }).notNull(),
    /**
     * Drawn by the transaction that wrote this rev. A restored database may write the same rev again; who kept what they
     * had read at a rev tells the two apart by it.
     */
    revKey: bigint("rev_key", { mode: "number", unsigned: true }).notNull().default(0),
    openTracks: int("open_tracks", { unsigned: true }).notNull(),
    failedTracks: int("failed_tracks", { unsigned: true }).notNull(),
    /** Failures that the graph handles, and tracks that are older than what they wait for. */
    handledFailures: int("handled_failures", { unsigned: true }).notNull().default(0),
    staleTracks: int("stale_tracks", { unsigned: true }).notNull().default(0),
    /** Tracks that are being undone, are undone or could not be undone, and have not run again. */
    undoneTracks: int("undone_tracks", { unsigned: true }).notNull().default(0),
    /** The number of the vertex whose failure stopped it. */
    halt: int("halt", { unsigned: true }),
    /** With the reason that was given for it. */
    cancelledBy: exactText("cancelled_by", { length: 1_250 }),
    /** True where the cancel also ends reactions and final steps. */
    isKilled: boolean("is_killed").notNull().default(false),
    isOverdue: boolean("is_overdue").notNull().default(false),
    /** How everything but the final steps ended, while the final steps run. */
    endState: mysqlEnum("end_state", ENDED_PIPELINE_STATES),
    /** The vertex's number, while it is undone only from that vertex on. */
    undoFrom: int("undo_from", { unsigned: true }),
    /** When its timeout is over. */
    dueAt: instant("due_at"),
    params: valuesText("params").notNull(),
    /** What somebody noted of its launch; null where nothing was. */
    labels: jsonText<LaunchLabels>()("labels"),
    priority: smallint("priority").notNull().default(0),
    /** The key that signs the addresses at which its tracks are called; null where none is called. */
    callKey: token("call_key"),
    launchedAt: instant("launched_at").notNull(),
    launchedBy: exactText("launched_by", { length: 200 }).notNull(),
    finishedAt: instant("finished_at"),
    /** Who has seen that it failed; null after each change of its state. */
    acknowledgedBy: exactText("acknowledged_by", { length: 200 }),
    /** Since when retention removes it: nobody finds it any more. Null for all others. */
    removedAt: instant("removed_at"),
    /** When retention removed its logs; null where they are there. */
    logsRemovedAt: instant("logs_removed_at"),
    /** The same, and it stays where the pipeline runs again; null where they were never removed. */
    lastLogsRemovedAt: instant("last_logs_removed_at"),
    /** It tests a part of a draft, or runs below such a pipeline: no list, count or notice has it unless that is asked for. */
    isTest: boolean("is_test").notNull().default(false),
    /** It runs the items of one vertex. */
    isItems: boolean("is_items").generatedAlwaysAs(sql`(items_of is not null)`, { mode: "stored" }),
    isChild: boolean("is_child").generatedAlwaysAs(sql`(parent_id is not null)`, { mode: "stored" }),
    /** True where it failed and nobody has seen that; null else. A child is never one: its parent says what it means. */
    isOpenFailure: boolean("is_open_failure").generatedAlwaysAs(
      sql`(case when state = 'failed' and acknowledged_by is null and parent_id is null then 1 else null end)`,
      { mode: "stored" },
    ),
  },
  (table) => [
    unique("pipeline_launch_key").on(table.launchKey),
    unique("pipeline_parent").on(table.parentId, table.parentNumber, table.parentAttempt),
    index("pipeline_reopened").on(table.isReopened),
    index("pipeline_due").on(table.state, table.dueAt),
    // Lists: what is asked, then whether children are listed, then the order.
    index("pipeline_by_child").on(table.isChild, table.id),
    index("pipeline_by_state").on(table.state, table.isChild, table.id),
    index("pipeline_by_graph").on(table.graphId, table.isChild, table.id),
    // For people who may not see all graphs: the newest pipelines in a state, of each graph that they may.
    index("pipeline_by_graph_state").on(table.graphId, table.state, table.isChild, table.id),
    index("pipeline_by_launcher").on(table.launchedBy, table.isChild, table.id),
    index("pipeline_open_failure").on(table.isOpenFailure, table.id),
    // How many pipelines of each revision there are, by their states.
    index("pipeline_runs_of_revision").on(table.revisionId, table.isItems, table.state, table.removedAt),
    // For retention: of a graph those that have their logs, the oldest first.
    index("pipeline_with_logs").on(table.graphId, table.isChild, table.logsRemovedAt, table.id),
    // Where a time is, in the order of ids.
    index("pipeline_launched").on(table.launchedAt),
    // Statistics of what ended in a time read nothing but this index.
    index("pipeline_finished").on(
      table.isChild,
      table.finishedAt,
      table.graphId,
      table.state,
      table.launchedAt,
    ),
    check("pipeline_ended", sql`(${isOpen}) = (finished_at is null)`),
    check("pipeline_open", sql`${isOpen} or open_tracks = 0`),
  ],
);
