import { and, desc, eq, gt, isNotNull, isNull, like, lt, sql } from "drizzle-orm";
import { revision } from "#drizzle/schema/graph.ts";
import { PIPELINE_STATES, type PipelineState } from "#engine/model/pipeline.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import type { RevisionRow } from "./revision-rows.ts";

/** A sealed revision without what is large in it. */
export type ListedRevisionRow = Pick<
  RevisionRow,
  "id" | "number" | "digest" | "savedAt" | "savedBy" | "note" | "retiredAt" | "retiredBy" | "retiredReason"
> & { readonly warnings: number; readonly reasons: number };

/** So is a warning written among the findings. In the text of a finding each quotation mark has a backslash before it. */
const WARNING = '"level":"warning"';
/** The findings of thousands of vertices are long: they are counted where they are. */
const warnings =
  sql<number>`coalesce((length(${revision.findings}) - length(replace(${revision.findings}, ${WARNING}, ''))) div ${WARNING.length}, 0)`.mapWith(
    Number,
  );
const reasons = sql<number>`coalesce(json_length(${revision.reasons}), 0)`.mapWith(Number);

/** Sealed revisions of a graph, the newest first, from below a number, and of those the ones whose digest begins so. */
export async function listRevisionRows(
  tx: Queries,
  graphId: number,
  {
    before,
    digest: digits,
    limit,
  }: { readonly before?: number | undefined; readonly digest?: string | undefined; readonly limit: number },
): Promise<ListedRevisionRow[]> {
  const { id, number, digest, savedAt, savedBy, note, retiredAt, retiredBy, retiredReason } = revision;
  return tx
    .select({
      ...{ id, number, digest, savedAt, savedBy, note, retiredAt, retiredBy, retiredReason },
      warnings,
      reasons,
    })
    .from(revision)
    .where(
      and(
        eq(revision.graphId, graphId),
        before === undefined ? gt(number, 0) : lt(number, before),
        digits === undefined ? undefined : like(revision.sealedDigest, `${digits}%`),
      ),
    )
    .orderBy(desc(number))
    .limit(limit);
}

/**
 * How many pipelines of these revisions are in each state, counted up to `max` each; a state that none is in is left out.
 * Those that run the items of one vertex do not count. Only an index is read, and of it no more than what is counted.
 */
export async function countPipelinesOf(
  tx: Queries,
  revisionIds: readonly number[],
  max: number,
): Promise<{ readonly revisionId: number; readonly state: PipelineState; readonly pipelines: number }[]> {
  if (revisionIds.length === 0) return [];
  const places = revisionIds.flatMap((revisionId) => PIPELINE_STATES.map((state) => ({ revisionId, state })));
  const part = `(select count(*) as pipelines from (select 1 from pipeline where revision_id = ? and is_items = 0 and state = ? and removed_at is null limit ${max}) counted)`;
  const values = places.flatMap(({ revisionId, state }) => [revisionId, state]);
  const [rows] = await readTogether(tx, [{ text: places.map(() => part).join(" union all "), values }]);
  const counts = Array.isArray(rows) ? (rows as { pipelines: number | string }[]) : [];
  return places.flatMap((place, at) => {
    const pipelines = Number(counts[at]?.pipelines ?? 0);
    return pipelines === 0 ? [] : [{ ...place, pipelines }];
  });
}

/** False where it is retired already. */
export async function markRetired(tx: Queries, id: number, by: string, reason: string): Promise<boolean> {
  const [result] = await tx
    .update(revision)
    .set({ retiredAt: sql`now(3)`, retiredBy: by, retiredReason: reason })
    .where(and(eq(revision.id, id), isNotNull(revision.number), isNull(revision.retiredAt)));
  return result.affectedRows === 1;
}

/** False where it is not retired. */
export async function markNotRetired(tx: Queries, id: number): Promise<boolean> {
  const [result] = await tx
    .update(revision)
    .set({ retiredAt: null, retiredBy: null, retiredReason: null })
    .where(and(eq(revision.id, id), isNotNull(revision.retiredAt)));
  return result.affectedRows === 1;
}
