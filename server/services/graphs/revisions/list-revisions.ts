import { type ListedRevision, MAX_COUNTED, type RevisionPage } from "#contract/graphs/revisions.ts";
import type { Queries } from "#platform/database/db.ts";
import { countPipelinesOf, listRevisionRows } from "#repos/graphs/revision-list-rows.ts";
import { graphNamed } from "../lookup/graph-named.ts";
import { retirementOf } from "./retirement.ts";

type Asked = {
  readonly name: string;
  readonly before?: number | undefined;
  /** How the digest begins. */
  readonly digest?: string | undefined;
  readonly limit: number;
};

/**
 * A page of the sealed revisions of a graph, newest first, with the pipelines of each. Whoever may read a graph may read its
 * pipelines, so what counts is right for every reader.
 *
 * @throws Refused `not-found`.
 */
export async function listRevisions(
  tx: Queries,
  { name, before, digest, limit }: Asked,
): Promise<RevisionPage> {
  const graph = await graphNamed(tx, name);
  const found = await listRevisionRows(tx, graph.id, { before, digest, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const counts = await countPipelinesOf(
    tx,
    rows.map(({ id }) => id),
    MAX_COUNTED + 1,
  );
  const revisions = rows.map((row): ListedRevision => {
    const states = counts.filter(({ revisionId }) => revisionId === row.id);
    return {
      number: row.number ?? 0,
      digest: row.digest,
      sealedAt: row.savedAt,
      sealedBy: row.savedBy,
      note: row.note,
      warnings: row.warnings,
      withoutReason: Math.max(0, row.warnings - row.reasons),
      retired: retirementOf(row),
      pipelines: Object.fromEntries(states.map(({ state, pipelines }) => [state, pipelines])),
    };
  });
  return { revisions, hasMore: found.length > limit };
}
