import { eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import { MySqlCustomColumn, type MySqlTable } from "drizzle-orm/mysql-core";
import { attempt } from "#drizzle/schema/pipelines/attempt.ts";
import { callbackCall } from "#drizzle/schema/pipelines/callback.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { answer, prompt } from "#drizzle/schema/pipelines/prompt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { Queries } from "#platform/database/db.ts";

/** A stored value that the product cannot read, and so cannot show. */
export type UnreadableValue = {
  /** Where it is stored: `attempt 2, inputs`. */
  readonly place: string;
  /** The number of the vertex; null where it belongs to the pipeline as a whole. */
  readonly number: number | null;
  readonly problem: string;
};

/** The stored values of a pipeline that cannot be read, such as text that is no JSON any more. Reads them one by one. */
export async function unreadableValues(tx: Queries, id: number): Promise<readonly UnreadableValue[]> {
  const tracks = tx.select({ id: track.id }).from(track).where(eq(track.pipelineId, id));
  const prompts = tx.select({ id: prompt.id }).from(prompt).where(inArray(prompt.trackId, tracks));
  const ofTrack = sql`(select t.number from track t where t.id = track_id)`;
  const isOfTracks = sql`track_id in ${tracks}`;
  return [
    ...(await unreadableIn(tx, pipeline, eq(pipeline.id, id), sql`'pipeline'`, sql`null`)),
    ...(await unreadableIn(tx, track, eq(track.pipelineId, id), sql`'track'`, sql`number`)),
    ...(await unreadableIn(tx, attempt, isOfTracks, sql`concat('attempt ', number)`, ofTrack)),
    ...(await unreadableIn(tx, prompt, isOfTracks, sql`concat('prompt ', id)`, ofTrack)),
    ...(await unreadableIn(
      tx,
      answer,
      inArray(answer.promptId, prompts),
      sql`concat('answer to prompt ', prompt_id)`,
      sql`null`,
    )),
    ...(await unreadableIn(
      tx,
      callbackCall,
      eq(callbackCall.pipelineId, id),
      sql`concat('call ', id)`,
      sql`number`,
    )),
  ];
}

async function unreadableIn(
  tx: Queries,
  table: MySqlTable,
  where: SQL | undefined,
  name: SQL,
  number: SQL,
): Promise<readonly UnreadableValue[]> {
  // Text columns need no reading; binary ones are no values.
  const columns = Object.values(getTableColumns(table)).filter(
    (column): column is MySqlCustomColumn<never> =>
      column instanceof MySqlCustomColumn && column.getSQLType().startsWith("mediumtext"),
  );
  const texts = Object.fromEntries(columns.map((column) => [column.name, sql<string | null>`${column}`]));
  const rows = await tx
    .select({ rowName: sql<string>`${name}`, vertexNumber: sql<number | null>`${number}`, ...texts })
    .from(table)
    .where(where);
  return rows.flatMap((row) =>
    columns.flatMap((column) => {
      const text = (row as Record<string, unknown>)[column.name];
      if (typeof text !== "string") return [];
      try {
        column.mapFromDriverValue(text as never);
        return [];
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        return [{ place: `${row.rowName}, ${column.name}`, number: row.vertexNumber, problem }];
      }
    }),
  );
}
