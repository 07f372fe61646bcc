import type { Database } from "#platform/database/db.ts";
import { deleteOldRequests } from "#repos/recorded-requests/recorded-request-rows.ts";

/** Clients ask within minutes. */
const MAX_AGE_MS = 24 * 3_600_000;
const MAX_REQUESTS = 10_000;

/** Removes recorded requests that nobody asks for any more. */
export async function removeOldRequests({ queries }: Database): Promise<void> {
  await deleteOldRequests(queries, MAX_AGE_MS, MAX_REQUESTS);
}
