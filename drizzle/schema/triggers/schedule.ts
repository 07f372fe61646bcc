import { bigint, boolean, index, int, mysqlEnum, mysqlTable, unique } from "drizzle-orm/mysql-core";
import type { SchedulePolicy } from "#engine/schedules/decide-fires.ts";
import { FIRE_CAUSES, FIRE_STATES } from "#engine/schedules/fire.ts";
import { DESIRED_STATES, OBSERVED_STATES } from "#engine/schedules/reconcile-schedule.ts";
import type { ScheduleRule } from "#engine/schedules/schedule-rule.ts";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import { asciiText, exactKey, exactText, instant, jsonText, valuesText } from "../columns.ts";
import { graph } from "../graph.ts";

const idOf = (name: string) => bigint(name, { mode: "number", unsigned: true });

/** Launches a graph by the clock. What should be is `desired`; the scheduler makes `observed` the same. */
export const schedule = mysqlTable(
  "schedule",
  {
    id: idOf("id").autoincrement().primaryKey(),
    name: exactKey("name", { length: 100 }).notNull(),
    /** The name; null once it is removed, so that another one may have it. */
    liveName: exactKey("live_name", { length: 100 }),
    graphId: idOf("graph_id")
      .notNull()
      .references(() => graph.id),
    /** The revision that is launched; null: the one that was sealed last. */
    revision: int("revision", { unsigned: true }),
    rule: jsonText<ScheduleRule>()("rule").notNull(),
    zone: asciiText("zone", { length: 64 }).notNull(),
    startsAt: instant("starts_at"),
    endsAt: instant("ends_at"),
    excludedDates: jsonText<readonly string[]>()("excluded_dates").notNull(),
    jitterMs: int("jitter_ms", { unsigned: true }).notNull(),
    policy: jsonText<SchedulePolicy>()("policy").notNull(),
    params: valuesText("params").notNull(),
    /** Of the pipelines; null: as the graph. */
    pipelineName: exactText("pipeline_name", { length: 200 }),
    priority: int("priority").notNull(),
    /** Of its pipelines; null where there are none. */
    labels: jsonText<LaunchLabels>()("labels"),
    desired: mysqlEnum("desired", DESIRED_STATES).notNull(),
    observed: mysqlEnum("observed", OBSERVED_STATES).notNull(),
    /** Raised by one with each change of what should be, and the one that was carried out last. */
    version: int("version", { unsigned: true }).notNull(),
    observedVersion: int("observed_version", { unsigned: true }).notNull(),
    /** The time that is due next, and that with its jitter, at which it is launched. */
    dueAt: instant("due_at"),
    fireAt: instant("fire_at"),
    /** True while a launch of it waits for an earlier one. */
    hasQueued: boolean("has_queued").notNull().default(false),
    /** When the scheduler looks at it next; null: there is nothing to do. */
    lookAt: instant("look_at"),
    /** Why the last try failed; null after one that worked. */
    error: exactText("error", { length: 1000 }),
    failedTries: int("failed_tries", { unsigned: true }).notNull().default(0),
    /** With whose rights it launches: the person who published it. Null: the command line. */
    ownerId: idOf("owner_id"),
    createdAt: instant("created_at").notNull(),
    createdBy: exactText("created_by", { length: 200 }).notNull(),
    changedAt: instant("changed_at").notNull(),
    changedBy: exactText("changed_by", { length: 200 }).notNull(),
  },
  (table) => [
    unique("schedule_live_name").on(table.liveName),
    index("schedule_name").on(table.name, table.version),
    index("schedule_look").on(table.lookAt),
    index("schedule_graph").on(table.graphId),
  ],
);

/** One time at which a schedule was due, and what became of it. */
export const fire = mysqlTable(
  "fire",
  {
    id: idOf("id").autoincrement().primaryKey(),
    scheduleId: idOf("schedule_id")
      .notNull()
      .references(() => schedule.id),
    dueAt: instant("due_at").notNull(),
    cause: mysqlEnum("cause", FIRE_CAUSES).notNull(),
    state: mysqlEnum("state", FIRE_STATES).notNull(),
    /** When it was decided, and for a launch that waited, when it was launched. */
    firedAt: instant("fired_at").notNull(),
    /** So much later than due, without the jitter. */
    lateMs: bigint("late_ms", { mode: "number", unsigned: true }).notNull(),
    reason: exactText("reason", { length: 1000 }),
    /** More than one where many times were missed. */
    times: int("times", { unsigned: true }).notNull().default(1),
    /** No foreign key: it stays when retention removes the pipeline. */
    pipelineId: idOf("pipeline_id"),
    /** True until it was seen that its pipeline has ended. */
    isRunning: boolean("is_running").notNull().default(false),
    /** Who asked for it; null: the clock. */
    by: exactText("asked_by", { length: 200 }),
  },
  (table) => [
    // However many processes fire, one time leads to one row.
    unique("fire_due").on(table.scheduleId, table.dueAt, table.cause),
    index("fire_list").on(table.scheduleId, table.id),
    index("fire_running").on(table.scheduleId, table.isRunning),
    index("fire_state").on(table.scheduleId, table.state, table.id),
    index("fire_pipeline").on(table.pipelineId),
  ],
);

/** One row: whether all schedules are stopped. */
export const scheduleStop = mysqlTable("schedule_stop", {
  n: int("n", { unsigned: true }).primaryKey(),
  stoppedAt: instant("stopped_at").notNull(),
  stoppedBy: exactText("stopped_by", { length: 200 }).notNull(),
  reason: exactText("reason", { length: 1000 }).notNull(),
});
