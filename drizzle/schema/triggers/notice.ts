import { bigint, boolean, index, int, mysqlEnum, mysqlTable, unique } from "drizzle-orm/mysql-core";
import { NOTICE_KINDS, type NoticeSettings } from "#engine/notices/notice-rule.ts";
import { NOTICE_STATES, SIGNALLED_STATES } from "#engine/notices/notice-state.ts";
import type { NoticeFacts } from "#engine/notices/notice-text.ts";
import { asciiText, exactKey, exactText, instant, jsonText } from "../columns.ts";
import { folder } from "../folder.ts";
import { graph } from "../graph.ts";

const idOf = (name: string) => bigint(name, { mode: "number", unsigned: true });

/** Of what a notice is sent, and where. It is about one graph, or about a folder with all that is below it. */
export const noticeRule = mysqlTable(
  "notice_rule",
  {
    id: idOf("id").autoincrement().primaryKey(),
    name: exactKey("name", { length: 100 }).notNull(),
    graphId: idOf("graph_id").references(() => graph.id),
    /** Null where it is about a graph. */
    folderId: idOf("folder_id").references(() => folder.id, { onDelete: "cascade" }),
    isActive: boolean("is_active").notNull(),
    settings: jsonText<NoticeSettings>()("settings").notNull(),
    /** What began before is not told of. */
    since: instant("since").notNull(),
    changedAt: instant("changed_at").notNull(),
    changedBy: exactText("changed_by", { length: 200 }).notNull(),
  },
  (table) => [unique("notice_rule_name").on(table.name), index("notice_rule_active").on(table.isActive)],
);

/** A pipeline ended: written with its end, and removed with the notices that follow from it. */
export const noticeSignal = mysqlTable(
  "notice_signal",
  {
    id: idOf("id").autoincrement().primaryKey(),
    pipelineId: idOf("pipeline_id").notNull(),
    rev: idOf("rev").notNull(),
    state: mysqlEnum("state", SIGNALLED_STATES).notNull(),
    at: instant("at").notNull(),
  },
  (table) => [index("notice_signal_pipeline").on(table.pipelineId)],
);

/** One notice of one rule: to be sent, sent, or why not. */
export const notice = mysqlTable(
  "notice",
  {
    id: idOf("id").autoincrement().primaryKey(),
    /** What a receiver knows it by, in each try. */
    eventId: asciiText("event_id", { length: 36 }).notNull(),
    ruleId: idOf("rule_id")
      .notNull()
      .references(() => noticeRule.id, { onDelete: "cascade" }),
    kind: mysqlEnum("kind", [...NOTICE_KINDS, "test", "summary"]).notNull(),
    /** Null for a test and for a summary. No foreign key: it stays when retention removes the pipeline. */
    pipelineId: idOf("pipeline_id"),
    graphId: idOf("graph_id").references(() => graph.id),
    /** Which time of this kind it is in its pipeline: a rev, or a prompt. */
    occurrence: idOf("occurrence").notNull(),
    facts: jsonText<NoticeFacts>()("facts").notNull(),
    state: mysqlEnum("state", NOTICE_STATES).notNull(),
    /** Why it is not sent, or why the last try failed. */
    reason: exactText("reason", { length: 1000 }),
    /** When it is sent, or tried again; null where nothing is to be done. */
    dueAt: instant("due_at"),
    tries: int("tries", { unsigned: true }).notNull().default(0),
    /** Of an e-mail that some have already: to whom the next try sends it. Null: to all. */
    leftTo: jsonText<readonly string[]>()("left_to"),
    madeAt: instant("made_at").notNull(),
    sentAt: instant("sent_at"),
  },
  (table) => [
    // However many processes look, one occurrence leads to one notice of a rule.
    unique("notice_once").on(table.ruleId, table.pipelineId, table.kind, table.occurrence),
    index("notice_due").on(table.state, table.dueAt),
    index("notice_list").on(table.ruleId, table.id),
    index("notice_repeat").on(table.ruleId, table.kind, table.graphId, table.id),
    index("notice_pipeline").on(table.pipelineId),
    index("notice_made").on(table.madeAt),
  ],
);

/** One try to send a notice. */
export const noticeTry = mysqlTable(
  "notice_try",
  {
    id: idOf("id").autoincrement().primaryKey(),
    noticeId: idOf("notice_id")
      .notNull()
      .references(() => notice.id, { onDelete: "cascade" }),
    at: instant("at").notNull(),
    isSent: boolean("is_sent").notNull(),
    /** What the receiver said, or why it was not reached. It never has an address in it. */
    answer: exactText("answer", { length: 1000 }).notNull(),
  },
  (table) => [index("notice_try_list").on(table.noticeId, table.id)],
);
