import type { Database } from "#platform/database/db.ts";

/** The rows that belong to these pipelines, by table. */
export async function rowsOfPipelines(
  database: Database,
  ids: readonly number[],
): Promise<Readonly<Record<string, number>>> {
  const ofTrack = "in (select id from track where pipeline_id in (?))";
  const counts: Record<string, number> = {};
  for (const [table, where] of [
    ["pipeline", "id in (?)"],
    ["track", "pipeline_id in (?)"],
    ["event", "pipeline_id in (?)"],
    ["log_chunk", "pipeline_id in (?)"],
    ["pipeline_launcher", "pipeline_id in (?)"],
    ["attempt", `track_id ${ofTrack}`],
    ["prompt", `track_id ${ofTrack}`],
  ] as const) {
    const [rows] = await database.pool.query(`select count(*) as n from ${table} where ${where}`, [ids]);
    counts[table] = (rows as unknown as { n: number }[])[0]?.n ?? 0;
  }
  return counts;
}
