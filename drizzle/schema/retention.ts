import { bigint, boolean, index, int, mysqlEnum, mysqlTable } from "drizzle-orm/mysql-core";
import { ENDED_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { exactText, instant } from "./columns.ts";

const idOf = (name: string) => bigint(name, { mode: "number", unsigned: true });
const days = (name: string) => int(name, { unsigned: true });

/** For how long the pipelines of a graph are kept, with what belongs to them. What is null is kept for ever. */
export const retentionPolicy = mysqlTable("retention_policy", {
  /** 0: of all graphs without a row of their own. */
  graphId: idOf("graph_id").primaryKey(),
  pipelineDays: days("pipeline_days"),
  pipelineLast: int("pipeline_last", { unsigned: true }),
  logDays: days("log_days"),
  historyDays: days("history_days"),
  changedAt: instant("changed_at").notNull(),
  changedBy: exactText("changed_by", { length: 200 }).notNull(),
});

/** A pipeline that retention has removed, or is removing: what is still said of it. */
export const removedPipeline = mysqlTable(
  "removed_pipeline",
  {
    id: idOf("id").primaryKey(),
    graphId: idOf("graph_id").notNull(),
    state: mysqlEnum("state", ENDED_PIPELINE_STATES).notNull(),
    launchedAt: instant("launched_at").notNull(),
    finishedAt: instant("finished_at").notNull(),
    removedAt: instant("removed_at").notNull(),
    /** False while some of its rows may be left. */
    isGone: boolean("is_gone").notNull().default(false),
  },
  (table) => [index("removed_pipeline_left").on(table.isGone, table.id)],
);
