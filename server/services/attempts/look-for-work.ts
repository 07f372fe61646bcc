import type { Database } from "#platform/database/db.ts";
import { type FoundWork, findWork } from "#repos/work/due-work.ts";
import { type Claimant, candidatesFor } from "./claim-tracks.ts";

export type { FoundWork };

/**
 * Looks, in one query, for tracks that a runner can claim and for work that runners do for all.
 *
 * @param limit how many tracks it can start now; 0: it looks only for work for all.
 */
export function lookForWork({ queries }: Database, claimant: Claimant, limit: number): Promise<FoundWork> {
  return findWork(queries, claimant, candidatesFor(limit));
}
