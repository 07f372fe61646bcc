import { expect } from "vitest";
import { type Database, inTransaction, transact } from "#platform/database/db.ts";

/** The server shows its locks anew only where they were not asked for within a tenth of a second. */
const POLL = { timeout: 60_000, interval: 150 };
const WAITS = `SELECT l.lock_id FROM information_schema.innodb_lock_waits AS w
  INNER JOIN information_schema.innodb_locks AS l ON l.lock_id = w.requested_lock_id
  WHERE l.lock_table LIKE concat('%', database(), '%')`;

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
  // What it shows of a wait before this one would be taken for it.
  await expect.poll(async () => (await database.pool.query(WAITS))[0], POLL).toHaveLength(0);
  let done: Promise<unknown> = Promise.resolve();
  await transact(database, async (tx) => {
    await change(inTransaction(database, tx));
    done = other().catch((error: unknown) => error);
    await expect.poll(async () => (await database.pool.query(WAITS))[0], POLL).not.toHaveLength(0);
  });
  return done;
}
