import { expect } from "vitest";
import { type Database, inTransaction, transact } from "#platform/database/db.ts";

/** The server tells nothing new of its locks to whoever asks more often than ten times a second. */
const POLL = { timeout: 60_000, interval: 150 };
const WAITS = `SELECT l.lock_id FROM information_schema.innodb_lock_waits AS w
  INNER JOIN information_schema.innodb_locks AS l ON l.lock_id = w.requested_lock_id
  WHERE l.lock_table LIKE concat('%', database(), '%')`;

/** Waits until something in this database waits for a lock, or until nothing does any more. */
export async function untilLockIsAwaited({ pool }: Database, isAwaited = true): Promise<void> {
  await expect.poll(async () => ((await pool.query(WAITS))[0] as unknown[]).length > 0, POLL).toBe(isAwaited);
}

/**
 * Does something else while a change is not committed yet, and commits once that waits for the change.
 *
 * @returns what the other one gives, or the error that it throws.
 */
export async function whileChanging(
  database: Database,
  change: (within: Database) => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<unknown> {
  // The server may still tell of an earlier wait, which would be taken for this one.
  await untilLockIsAwaited(database, false);
  let done: Promise<unknown> = Promise.resolve();
  await transact(database, async (tx) => {
    await change(inTransaction(database, tx));
    done = other().catch((error: unknown) => error);
    await untilLockIsAwaited(database);
  });
  return done;
}
