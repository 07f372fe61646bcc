import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  smallint,
  unique,
} from "drizzle-orm/mysql-core";
import { SLEEPS, TRACK_STATES, type TrackState } from "#engine/model/track.ts";
import type { Failure, Rounds } from "#engine/plan/pipeline-now.ts";
import { asciiText, exactText, instant, isInState, jsonText, token, valuesText } from "../columns.ts";
import { runner } from "../runner.ts";
import { pipeline } from "./pipeline.ts";

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
    /**
     * The number of open in-edges, the number of live in-edges, and the vertex whose failure keeps this one from being
     * reached.
     */
    waits: int("waits").notNull(),
    live: int("live").notNull(),
    blame: int("blame", { unsigned: true }),
    /** True where a failure, a cancel and the pipeline's timeout do not keep it from starting. */
    isReaction: boolean("is_reaction").notNull().default(false),
    /** True where something that it waits for ran again after it had started. */
    isStale: boolean("is_stale").notNull().default(false),
    /** Why it failed and the last line that it wrote; kept while it is undone. */
    failure: jsonText<Failure>()("failure"),
    next: jsonText<readonly number[]>()("next"),
    /** The names of its locks with the values of its inputs; null where no name depends on a value. */
    locks: jsonText<readonly string[]>()("locks"),
    /** The numbers of the attempts that its undo scripts undo, oldest first. */
    toUndo: jsonText<readonly number[]>()("to_undo"),
    /** Smaller goes first. */
    priority: smallint("priority").notNull().default(0),
    /** The labels a runner must have, sorted, as one key. */
    labels: asciiText("labels", { length: 255 }).notNull().default(""),
    /** True where it needs slots of its locks and limits while it runs: see `concurrency_claim`. */
    hasConcurrencyClaims: boolean("has_concurrency_claims").notNull().default(false),
    /** How many attempts there were; the current one has this number. */
    attempt: int("attempt", { unsigned: true }).notNull().default(0),
    /** The token of the current attempt. Every write for an attempt must name it. */
    token: token("token"),
    runnerId: bigint("runner_id", { mode: "number", unsigned: true }).references(() => runner.id),
    isKillAsked: boolean("is_kill_asked").notNull().default(false),
    given: valuesText("given").notNull(),
    answers: valuesText("answers").notNull(),
    /** True where a person set some of its values while it waited, or with a retry. */
    hasSetValues: boolean("has_set_values").notNull().default(false),
    /** For an item of `foreach`: why inputs have no value, by their names. */
    inputProblems: jsonText<Readonly<Record<string, string>>>()("input_problems"),
    outputs: valuesText("outputs"),
    /** The person who last forced its state or asked for its retry, and the reason. */
    decidedBy: exactText("decided_by", { length: 200 }),
    decidedWhy: exactText("decided_why", { length: 1000 }),
    /** How often it was retried automatically since a person last asked for it. */
    retries: int("retries", { unsigned: true }).notNull().default(0),
    /** The rounds of a vertex with `repeat` that are done, and the outputs of the last of them. */
    rounds: jsonText<Rounds>()("rounds"),
    sleep: mysqlEnum("sleep", SLEEPS),
    isBreak: boolean("is_break").notNull().default(false),
    /** True where the launch asked for it to be skipped. */
    isSkippedAtLaunch: boolean("is_skipped_at_launch").notNull().default(false),
    /** When its polls end without success. */
    giveUpAt: instant("give_up_at"),
    /** When a sleeping track wakes. */
    dueAt: instant("due_at"),
    readyAt: instant("ready_at"),
    /** Ready tracks are claimed in this order: see `CLAIM_AT`. */
    claimAt: instant("claim_at"),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (table) => [
    unique("track_vertex").on(table.pipelineId, table.number),
    // Supports the ORDER BY of claims. Without it a locking read would lock every candidate before it sorts.
    index("track_claim").on(table.state, table.claimAt, table.id),
    index("track_runner").on(table.runnerId, table.state),
    index("track_due").on(table.state, table.dueAt),
    check(
      "track_running_is_claimed",
      sql`(${isInState<TrackState>("running")}) <= (token is not null and runner_id is not null)`,
    ),
  ],
);
