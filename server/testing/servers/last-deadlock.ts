import type { Database } from "#platform/database/db.ts";

/** What the server tells of its last deadlock, in any database: its statements, with the names of databases. */
export async function lastDeadlock({ pool }: Database): Promise<string> {
  const [rows] = await pool.query("show engine innodb status");
  const [{ Status = "" } = {}] = rows as { Status?: string }[];
  return /LATEST DETECTED DEADLOCK[\s\S]*?\nTRANSACTIONS\n/.exec(Status)?.[0] ?? "";
}
