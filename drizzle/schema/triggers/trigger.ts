import { bigint, boolean, index, int, mysqlEnum, mysqlTable, smallint, unique } from "drizzle-orm/mysql-core";
import { ENDED_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import { DELIVERY_STATES, TRIGGER_STATES } from "#engine/triggers/trigger-states.ts";
import { asciiText, exactKey, exactText, instant, jsonText, longText } from "../columns.ts";
import { graph } from "../graph.ts";

const idOf = (name: string) => bigint(name, { mode: "number", unsigned: true });

/** Launches a graph when an event comes. `trigger` is a word of SQL. */
export const triggerRule = mysqlTable(
  "trigger_rule",
  {
    /** Drawn by `insertTrigger`. */
    id: idOf("id").autoincrement().primaryKey(),
    name: exactKey("name", { length: 100 }).notNull(),
    /** The name; null once it is removed, so that another one may have it. */
    liveName: exactKey("live_name", { length: 100 }),
    graphId: idOf("graph_id")
      .notNull()
      .references(() => graph.id),
    /** The revision that is launched; null: the one that was sealed last. */
    revision: int("revision", { unsigned: true }),
    kind: asciiText("kind", { length: 16 }).notNull(),
    settings: jsonText<Readonly<Record<string, unknown>>>()("settings").notNull(),
    /** The graph after whose pipelines it launches; null for other kinds. */
    sourceGraphId: idOf("source_graph_id").references(() => graph.id),
    /** The id in the name of its group in Redis. Null: it has none, or reads by the name of before there were such ids. */
    installation: asciiText("installation", { length: 12 }),
    /** What must be true of an event; null: every event launches. */
    filter: exactText("filter", { length: 4000 }),
    /** An expression for each param. */
    params: jsonText<Readonly<Record<string, string>>>()("params").notNull(),
    /** Of the pipelines; null: as the graph. */
    pipelineName: exactText("pipeline_name", { length: 200 }),
    priority: int("priority").notNull(),
    /** Of its pipelines; null where there are none. */
    labels: jsonText<LaunchLabels>()("labels"),
    state: mysqlEnum("state", TRIGGER_STATES).notNull(),
    /** Raised by one with each change. */
    version: int("version", { unsigned: true }).notNull(),
    /** Why the last try to take events failed, and since when they fail; null where the last one worked. */
    error: exactText("error", { length: 1000 }),
    failingSince: instant("failing_since"),
    /** With whose rights it launches: the person who published it. Null: the command line. */
    ownerId: idOf("owner_id"),
    createdAt: instant("created_at").notNull(),
    createdBy: exactText("created_by", { length: 200 }).notNull(),
    changedAt: instant("changed_at").notNull(),
    changedBy: exactText("changed_by", { length: 200 }).notNull(),
  },
  (table) => [
    unique("trigger_live_name").on(table.liveName),
    index("trigger_name").on(table.name, table.version),
    index("trigger_graph").on(table.graphId),
    index("trigger_source").on(table.sourceGraphId, table.state),
  ],
);

/**
 * A pipeline ended after which a trigger launches: written with its end, and removed with what follows from it. No foreign
 * keys: the end of a pipeline must not wait for the row of a trigger.
 */
export const afterSignal = mysqlTable(
  "after_signal",
  {
    id: idOf("id").autoincrement().primaryKey(),
    triggerId: idOf("trigger_id").notNull(),
    pipelineId: idOf("pipeline_id").notNull(),
    state: mysqlEnum("state", ENDED_PIPELINE_STATES).notNull(),
    at: instant("at").notNull(),
    /** Not before: an error put it off. */
    dueAt: instant("due_at").notNull(),
  },
  (table) => [
    index("after_signal_due").on(table.dueAt, table.id),
    index("after_signal_pipeline").on(table.pipelineId),
  ],
);

/** One event that a trigger was given, and what became of it. */
export const delivery = mysqlTable(
  "delivery",
  {
    id: idOf("id").autoincrement().primaryKey(),
    triggerId: idOf("trigger_id")
      .notNull()
      .references(() => triggerRule.id),
    /** The id of the event. */
    eventKey: exactKey("event_key", { length: 200 }).notNull(),
    receivedAt: instant("received_at").notNull(),
    state: mysqlEnum("state", DELIVERY_STATES).notNull(),
    reason: exactText("reason", { length: 1000 }),
    /** How often it was judged: a refused event may be sent again. */
    tries: int("tries", { unsigned: true }).notNull(),
    /** No foreign key: it stays when retention removes the pipeline. */
    pipelineId: idOf("pipeline_id"),
    /** So many pipelines that triggers launched one after the other, each after the one before it, are up to its own. */
    chain: smallint("chain", { unsigned: true }).notNull().default(0),
    /** The event as JSON text, without headers that prove who sent it; its beginning, where it is cut. */
    event: longText("event").notNull(),
    isCut: boolean("is_cut").notNull(),
  },
  (table) => [
    // However many processes deliver an event, it leads to one row.
    unique("delivery_event").on(table.triggerId, table.eventKey),
    index("delivery_list").on(table.triggerId, table.id),
    index("delivery_pipeline").on(table.pipelineId),
  ],
);
