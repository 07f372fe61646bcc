import { and, eq, inArray, isNull, like, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { Queries } from "#platform/database/db.ts";

/** A graph with the revision that was sealed last. */
export type SealedGraph = { readonly revisionId: number; readonly graph: string; readonly folder: string };

/** All graphs that are there and have a sealed revision. */
export async function sealedGraphs(tx: Queries): Promise<SealedGraph[]> {
  const newest = sql`(select max(other.number) from ${revision} other where other.graph_id = ${graph.id})`;
  return tx
    .select({ revisionId: revision.id, graph: graph.name, folder: folder.path })
    .from(graph)
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .innerJoin(revision, and(eq(revision.graphId, graph.id), eq(revision.number, newest)))
    .where(isNull(graph.deletedAt));
}

/** The vertices of these revisions that name a stream of Redis. */
export async function verticesWithStreams(
  tx: Queries,
  revisionIds: readonly number[],
): Promise<{ readonly revisionId: number; readonly name: string; readonly spec: VertexSpec }[]> {
  if (revisionIds.length === 0) return [];
  return tx
    .select({ revisionId: vertex.revisionId, name: vertex.name, spec: vertex.spec })
    .from(vertex)
    .where(and(inArray(vertex.revisionId, [...revisionIds]), like(vertex.spec, '%"redis-stream"%')));
}
