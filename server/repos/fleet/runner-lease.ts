import { sql } from "drizzle-orm";

/**
 * A runner that is alive writes `seen_at` every few seconds. One that is so far in the future is from before the database's
 * clock was set back: whoever has died since keeps nothing by it.
 */
const IS_SEEN_LATER = "seen_at > now(3) + interval 1 minute";

/** Of a row of `runner`: its lease is over by the database's clock. */
export const IS_LEASE_OVER = sql.raw(`(lease_until < now(3) or ${IS_SEEN_LATER})`);

/** Of a row of `runner`: its lease is not over. */
export const HAS_LEASE = sql.raw(`(lease_until > now(3) and not (${IS_SEEN_LATER}))`);
