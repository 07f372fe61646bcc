import { type SQL, sql } from "drizzle-orm";

/**
 * The version with which something new begins, in microseconds: nothing that was deleted under its name had it. A save raises
 * a version by one, and microseconds pass faster.
 */
export const NEW_VERSION: SQL = sql`floor(unix_timestamp(now(6)) * 1000000)`;
