import { desc, eq, inArray, lt, sql } from "drizzle-orm";
import { recordedRequest } from "#drizzle/schema/recorded-request.ts";
import type { Queries } from "#platform/database/db.ts";

export type RecordedRequestRow = typeof recordedRequest.$inferSelect;

/** So many rows are deleted by one statement: it must not hold its locks for long. */
const MAX_DELETED = 1_000;

/**
 * Inserts a request that is about to be carried out. If another transaction has inserted it and has not ended, this
 * waits for its end.
 *
 * @returns false where it is there already.
 */
export async function insertRequest(
  tx: Queries,
  row: Pick<RecordedRequestRow, "id" | "procedure" | "input">,
): Promise<boolean> {
  const [result] = await tx
    .insert(recordedRequest)
    .ignore()
    .values({ ...row, receivedAt: sql`now(3)` });
  return result.affectedRows === 1;
}

/** Stores the answer of a request, as JSON. */
export async function setRequestAnswer(tx: Queries, id: Buffer, answer: string): Promise<void> {
  await tx.update(recordedRequest).set({ answer }).where(eq(recordedRequest.id, id));
}

/** The request of this id; null if it was never inserted, or was removed. */
export async function findRequest(tx: Queries, id: Buffer): Promise<RecordedRequestRow | null> {
  const rows = await tx.select().from(recordedRequest).where(eq(recordedRequest.id, id));
  return rows[0] ?? null;
}

/** Deletes requests that are older than this, and the oldest ones where more than `max` are left. */
export async function deleteOldRequests(tx: Queries, olderThanMs: number, max: number): Promise<void> {
  const isOld = lt(recordedRequest.receivedAt, sql`now(3) - interval ${olderThanMs * 1_000} microsecond`);
  await tx.delete(recordedRequest).where(isOld).limit(MAX_DELETED);
  const beyond = await tx
    .select({ id: recordedRequest.id })
    .from(recordedRequest)
    .orderBy(desc(recordedRequest.receivedAt))
    .limit(MAX_DELETED)
    .offset(max);
  if (beyond.length > 0)
    await tx.delete(recordedRequest).where(
      inArray(
        recordedRequest.id,
        beyond.map(({ id }) => id),
      ),
    );
}
