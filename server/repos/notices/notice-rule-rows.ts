import { asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph } from "#drizzle/schema/graph.ts";
import { noticeRule } from "#drizzle/schema/triggers/notice.ts";
import type { Queries } from "#platform/database/db.ts";

export type NoticeRuleRow = typeof noticeRule.$inferSelect;

/** A rule with its place: `path` is that of its folder, or of the folder of its graph. */
export type PlacedRule = {
  readonly rule: NoticeRuleRow;
  /** Null for a rule of a folder. */
  readonly graph: string | null;
  /** Its graph was deleted, and another one may have the name by now. */
  readonly isGraphDeleted: boolean;
  readonly path: string;
};

const PLACED = {
  rule: noticeRule,
  graph: graph.name,
  isGraphDeleted: isNotNull(graph.deletedAt).mapWith(Boolean),
  path: folder.path,
};

function placedRules(tx: Queries) {
  return tx
    .select(PLACED)
    .from(noticeRule)
    .leftJoin(graph, eq(graph.id, noticeRule.graphId))
    .innerJoin(folder, eq(folder.id, sql`coalesce(${noticeRule.folderId}, ${graph.folderId})`));
}

/** All rules, by name. */
export async function listNoticeRules(tx: Queries): Promise<PlacedRule[]> {
  return placedRules(tx).orderBy(asc(noticeRule.name));
}

/** Those that send. */
export async function activeNoticeRules(tx: Queries): Promise<PlacedRule[]> {
  return placedRules(tx).where(eq(noticeRule.isActive, true)).orderBy(asc(noticeRule.id));
}

export async function findNoticeRule(tx: Queries, name: string): Promise<PlacedRule | null> {
  const rows = await placedRules(tx).where(eq(noticeRule.name, name));
  return rows[0] ?? null;
}

/** Those of these that are still there. */
export async function noticeRulesById(tx: Queries, ids: readonly number[]): Promise<PlacedRule[]> {
  return ids.length === 0 ? [] : placedRules(tx).where(inArray(noticeRule.id, [...ids]));
}

/** Keeps others from changing the rule of this name until the end of the transaction. */
export async function lockNoticeRule(tx: Queries, name: string): Promise<void> {
  await tx.select({ id: noticeRule.id }).from(noticeRule).where(eq(noticeRule.name, name)).for("update");
}

/** Keeps other transactions from deciding about notices of these rules at the same time. */
export async function lockNoticeRules(tx: Queries, ids: readonly number[]): Promise<void> {
  if (ids.length > 0)
    await tx
      .select({ id: noticeRule.id })
      .from(noticeRule)
      .where(inArray(noticeRule.id, [...ids]))
      .orderBy(asc(noticeRule.id))
      .for("update");
}

type SavedRule = Omit<NoticeRuleRow, "id" | "since" | "changedAt">;
const NOW = { since: sql`now(3)`, changedAt: sql`now(3)` };

/** What began before now is not told of. @throws the error that `isDuplicateKey` knows where there is one of this name. */
export async function insertNoticeRule(tx: Queries, row: SavedRule): Promise<void> {
  await tx.insert(noticeRule).values({ ...row, ...NOW });
}

/** Changes the rule of this name. What began before now is not told of. */
export async function updateNoticeRule(tx: Queries, { name, ...row }: SavedRule): Promise<void> {
  await tx
    .update(noticeRule)
    .set({ ...row, ...NOW })
    .where(eq(noticeRule.name, name));
}

/** Removes a rule with its notices. */
export async function removeNoticeRule(tx: Queries, id: number): Promise<void> {
  await tx.delete(noticeRule).where(eq(noticeRule.id, id));
}
