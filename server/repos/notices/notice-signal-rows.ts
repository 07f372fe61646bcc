import { asc, inArray } from "drizzle-orm";
import { noticeSignal } from "#drizzle/schema/triggers/notice.ts";
import type { SignalledState } from "#engine/notices/notice-state.ts";
import type { Queries } from "#platform/database/db.ts";
import type { Write } from "../write-together.ts";

export type NoticeSignalRow = typeof noticeSignal.$inferSelect;

const SIGNAL =
  "INSERT INTO notice_signal (pipeline_id, rev, state, at) " +
  "SELECT ?, ?, ?, now(3) FROM notice_rule WHERE is_active = 1 LIMIT 1";

/**
 * What notes that a pipeline ended, in the transaction of its end. Where no rule sends anything it writes nothing. It locks
 * no rule: connections are READ COMMITTED, where such a SELECT reads without locks.
 */
export function noticeSignalWrite(pipelineId: number, rev: number, state: SignalledState): Write {
  return { text: SIGNAL, values: [pipelineId, rev, state] };
}

/** Takes the oldest signals that no other transaction has, until the end of this one. */
export async function lockNoticeSignals(tx: Queries, limit: number): Promise<NoticeSignalRow[]> {
  return tx
    .select()
    .from(noticeSignal)
    .orderBy(asc(noticeSignal.id))
    .limit(limit)
    .for("update", { skipLocked: true });
}

export async function removeNoticeSignals(tx: Queries, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.delete(noticeSignal).where(inArray(noticeSignal.id, [...ids]));
}
