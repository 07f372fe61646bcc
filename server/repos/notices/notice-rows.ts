import { and, asc, desc, eq, gt, inArray, lt, lte, not, notInArray, sql } from "drizzle-orm";
import { notice, noticeTry } from "#drizzle/schema/triggers/notice.ts";
import type { NoticeKind } from "#engine/notices/notice-rule.ts";
import type { Queries } from "#platform/database/db.ts";
import { isNeededNotice, TOLD_STATES } from "./needed-notices.ts";

export type NoticeRow = typeof notice.$inferSelect;
export type NewNotice = Omit<typeof notice.$inferInsert, "id" | "eventId" | "tries" | "madeAt" | "sentAt">;
export type NoticeTryRow = typeof noticeTry.$inferSelect;

const inMs = (ms: number) => sql`now(3) + interval ${Math.round(ms * 1_000)} microsecond`;

/** Writes a notice, unless there is one of this rule for this occurrence. Its event id is drawn by the database. */
export async function insertNotice(tx: Queries, row: NewNotice): Promise<void> {
  await tx
    .insert(notice)
    .ignore()
    .values({ ...row, eventId: sql`uuid()`, madeAt: sql`now(3)` });
}

/** The notice of a rule, of this kind and graph, that was made last and not left out, within so many milliseconds. */
export async function recentNotice(
  tx: Queries,
  { ruleId, kind, graphId, ms }: { ruleId: number; kind: NoticeKind; graphId: number; ms: number },
): Promise<number | null> {
  const rows = await tx
    .select({ id: notice.id })
    .from(notice)
    .where(
      and(
        eq(notice.ruleId, ruleId),
        eq(notice.kind, kind),
        eq(notice.graphId, graphId),
        inArray(notice.state, [...TOLD_STATES]),
        gt(notice.madeAt, inMs(-ms)),
      ),
    )
    .orderBy(desc(notice.id))
    .limit(1);
  return rows[0]?.id ?? null;
}

/** The rules that have notices to send now, those that have waited longest first. */
export async function rulesWithDueNotices(tx: Queries, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ ruleId: notice.ruleId })
    .from(notice)
    .where(and(eq(notice.state, "waiting"), lte(notice.dueAt, sql`now(3)`)))
    .groupBy(notice.ruleId)
    .orderBy(sql`min(${notice.dueAt})`)
    .limit(limit);
  return rows.map(({ ruleId }) => ruleId);
}

/**
 * Takes notices of these rules that are to be sent, in the order in which they were made: until `leaseMs` is over no other
 * process takes them. Another try of a process that died has the same event id, and its first try is written down.
 */
export async function claimNotices(
  tx: Queries,
  ruleIds: readonly number[],
  limit: number,
  leaseMs: number,
): Promise<NoticeRow[]> {
  if (ruleIds.length === 0) return [];
  const rows = await tx
    .select()
    .from(notice)
    .where(
      and(eq(notice.state, "waiting"), lte(notice.dueAt, sql`now(3)`), inArray(notice.ruleId, [...ruleIds])),
    )
    .orderBy(asc(notice.id))
    .limit(limit)
    .for("update", { skipLocked: true });
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await noteLostTries(tx, rows);
  await tx
    .update(notice)
    .set({ dueAt: inMs(leaseMs), tries: sql`${notice.tries} + 1` })
    .where(inArray(notice.id, ids));
  return rows.map((row) => ({ ...row, tries: row.tries + 1 }));
}

const LOST_TRY = "It is not known whether it arrived: the process that sent it ended, or took too long.";

/** Writes down the tries of notices of which nobody said how they ended. */
async function noteLostTries(tx: Queries, rows: readonly NoticeRow[]): Promise<void> {
  const tried = rows.filter(({ tries }) => tries > 0);
  const known = await triesOf(
    tx,
    tried.map(({ id }) => id),
  );
  const lost = tried.flatMap(({ id, tries }) => {
    const count = tries - known.filter(({ noticeId }) => noticeId === id).length;
    return Array.from({ length: Math.max(0, count) }, () => id);
  });
  if (lost.length > 0)
    await tx
      .insert(noticeTry)
      .values(lost.map((noticeId) => ({ noticeId, at: sql`now(3)`, isSent: false, answer: LOST_TRY })));
}

/** Takes a notice that was claimed for this try for longer. False: another process has it now, or it is not to be sent. */
export async function renewClaim(
  tx: Queries,
  { id, tries }: Pick<NoticeRow, "id" | "tries">,
  leaseMs: number,
): Promise<boolean> {
  const [result] = await tx
    .update(notice)
    .set({ dueAt: inMs(leaseMs) })
    .where(and(eq(notice.id, id), eq(notice.state, "waiting"), eq(notice.tries, tries)));
  return result.affectedRows === 1;
}

/**
 * Writes down a try, and what follows from it.
 *
 * @param retryMs null where nothing more is done.
 * @param leftTo given where some have it now: to whom the next try sends it.
 */
export async function settleNotice(
  tx: Queries,
  id: number,
  {
    isSent,
    answer,
    retryMs,
    leftTo,
  }: { isSent: boolean; answer: string; retryMs: number | null; leftTo?: readonly string[] | undefined },
): Promise<void> {
  const at = sql`now(3)`;
  await tx.insert(noticeTry).values({ noticeId: id, at, isSent, answer });
  const after = isSent
    ? ({ state: "sent", sentAt: at, dueAt: null, reason: null, leftTo: null } as const)
    : retryMs === null
      ? ({ state: "given-up", dueAt: null, reason: answer } as const)
      : { dueAt: inMs(retryMs), reason: answer };
  await tx
    .update(notice)
    .set({ ...(leftTo !== undefined && { leftTo }), ...after })
    .where(and(eq(notice.id, id), eq(notice.state, "waiting")));
}

/**
 * Has a notice of a rule sent once more now, with the event id that it has. `busy`: it is being sent. It is also `busy`
 * after a process died with it, until the end of its next try.
 */
export async function requeueNotice(
  tx: Queries,
  ruleId: number,
  id: number,
): Promise<"done" | "busy" | "unknown"> {
  const isThis = and(eq(notice.id, id), eq(notice.ruleId, ruleId));
  const [found] = await tx
    .select({ state: notice.state, tries: notice.tries })
    .from(notice)
    .where(isThis)
    .for("update");
  if (found === undefined) return "unknown";
  if (found.state === "waiting") {
    const settled = await tx
      .select({ id: noticeTry.id })
      .from(noticeTry)
      .where(eq(noticeTry.noticeId, id))
      .limit(found.tries);
    if (settled.length < found.tries) return "busy";
  }
  await tx.update(notice).set({ state: "waiting", dueAt: sql`now(3)` }).where(isThis);
  return "done";
}

/** A rule was switched off: what it has not sent yet is never sent. A test is. */
export async function dropNotices(tx: Queries, ruleId: number, reason: string): Promise<void> {
  await tx
    .update(notice)
    .set({ state: "dropped", dueAt: null, reason })
    .where(
      and(
        eq(notice.ruleId, ruleId),
        inArray(notice.state, ["waiting", "held"]),
        notInArray(notice.kind, ["test"]),
      ),
    );
}

/** Takes the notices of one rule whose quiet hours are over; none where another transaction has them. */
export async function lockHeldNotices(tx: Queries, limit: number): Promise<NoticeRow[]> {
  const [first] = await tx
    .select({ ruleId: notice.ruleId })
    .from(notice)
    .where(and(eq(notice.state, "held"), lte(notice.dueAt, sql`now(3)`)))
    .orderBy(asc(notice.dueAt))
    .limit(1);
  if (first === undefined) return [];
  return tx
    .select()
    .from(notice)
    .where(and(eq(notice.ruleId, first.ruleId), eq(notice.state, "held"), lte(notice.dueAt, sql`now(3)`)))
    .orderBy(asc(notice.id))
    .limit(limit)
    .for("update", { skipLocked: true });
}

/** Ends the wait of held notices: they are sent now, or a summary tells of them. */
export async function releaseNotices(
  tx: Queries,
  ids: readonly number[],
  state: "waiting" | "summarised",
): Promise<void> {
  const dueAt = state === "waiting" ? sql`now(3)` : null;
  if (ids.length > 0)
    await tx
      .update(notice)
      .set({ state, dueAt })
      .where(inArray(notice.id, [...ids]));
}

/** A page of the notices of a rule, the newest first. */
export async function listNotices(
  tx: Queries,
  { ruleId, before, limit }: { ruleId: number; before?: number | undefined; limit: number },
): Promise<NoticeRow[]> {
  return tx
    .select()
    .from(notice)
    .where(and(eq(notice.ruleId, ruleId), before === undefined ? undefined : lt(notice.id, before)))
    .orderBy(desc(notice.id))
    .limit(limit);
}

/** The tries of these notices, in their order. */
export async function triesOf(tx: Queries, noticeIds: readonly number[]): Promise<NoticeTryRow[]> {
  if (noticeIds.length === 0) return [];
  return tx
    .select()
    .from(noticeTry)
    .where(inArray(noticeTry.noticeId, [...noticeIds]))
    .orderBy(asc(noticeTry.id));
}

/** Removes notices with their tries that are older than this and not needed any more, some at a time. Gives how many. */
export async function removeOldNotices(tx: Queries, ageMs: number, limit: number): Promise<number> {
  const ended = and(lt(notice.madeAt, inMs(-ageMs)), notInArray(notice.state, ["waiting", "held"]));
  const old = await tx
    .select({ id: notice.id })
    .from(notice)
    .where(and(ended, not(isNeededNotice())))
    .orderBy(asc(notice.madeAt))
    .limit(limit);
  const ids = old.map(({ id }) => id);
  if (ids.length === 0) return 0;
  // The condition again: somebody may have one sent again meanwhile.
  const [result] = await tx.delete(notice).where(and(inArray(notice.id, ids), ended));
  return result.affectedRows;
}

/** The state of the last notice of each rule. */
export async function lastNotices(tx: Queries): Promise<Map<number, NoticeRow>> {
  const newest = tx
    .select({ id: sql<number>`max(${notice.id})`.as("newest_id") })
    .from(notice)
    .groupBy(notice.ruleId)
    .as("newest");
  const rows = await tx.select({ notice }).from(notice).innerJoin(newest, eq(newest.id, notice.id));
  return new Map(rows.map((row) => [row.notice.ruleId, row.notice]));
}
