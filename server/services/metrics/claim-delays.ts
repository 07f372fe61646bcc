import type { Queries } from "#platform/database/db.ts";
import { claimDelaysOf } from "#repos/metrics/sample-rows.ts";

/** How long tracks waited from ready until they were claimed last, in milliseconds. Of those that wait again, nothing. */
export function claimDelaysOfTracks(tx: Queries, trackIds: readonly number[]): Promise<readonly number[]> {
  return claimDelaysOf(tx, trackIds);
}
