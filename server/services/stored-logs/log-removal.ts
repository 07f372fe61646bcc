import type { Queries } from "#platform/database/db.ts";
import { removedLogOf } from "#repos/retention/removed-rows.ts";

/** When retention removed the log of an attempt of which nothing is stored; null where the attempt printed nothing. */
export async function logRemovedAt(tx: Queries, trackId: number, attempt: number): Promise<Date | null> {
  const found = await removedLogOf(tx, trackId, attempt);
  // Of a lost attempt nobody knows what it printed.
  return found !== null && (found.logBytes > 0 || found.state === "lost") ? found.removedAt : null;
}
