import { asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { edge, vertex } from "#drizzle/schema/graph.ts";
import type { Queries } from "#platform/database/db.ts";
import { InsertText } from "../text-of-columns.ts";
import { type Write, writeTogether } from "../write-together.ts";

export type VertexRow = typeof vertex.$inferSelect;
export type EdgeRow = typeof edge.$inferSelect;

const VERTICES_A_STATEMENT = 200;
const EDGES_A_STATEMENT = 1_000;

const INSERT_VERTICES = new InsertText<keyof VertexRow>("vertex", getTableColumns(vertex));
const INSERT_EDGES = new InsertText<keyof EdgeRow>("edge", getTableColumns(edge));

/** Replaces all vertices and edges of a revision: one save is the whole draft. */
export async function replaceContent(
  tx: Queries,
  revisionId: number,
  vertices: readonly Omit<VertexRow, "revisionId">[],
  edges: readonly Omit<EdgeRow, "revisionId">[],
): Promise<void> {
  await tx.delete(edge).where(eq(edge.revisionId, revisionId));
  await tx.delete(vertex).where(eq(vertex.revisionId, revisionId));
  const writes: Write[] = [];
  for (let at = 0; at < vertices.length; at += VERTICES_A_STATEMENT) {
    const rows = vertices.slice(at, at + VERTICES_A_STATEMENT).map((row) => ({ ...row, revisionId }));
    writes.push(INSERT_VERTICES.statement(rows));
  }
  for (let at = 0; at < edges.length; at += EDGES_A_STATEMENT) {
    const rows = edges.slice(at, at + EDGES_A_STATEMENT).map((row) => ({ ...row, revisionId }));
    writes.push(INSERT_EDGES.statement(rows));
  }
  await writeTogether(tx, writes);
}

export async function verticesOf(tx: Queries, revisionId: number): Promise<VertexRow[]> {
  return tx.select().from(vertex).where(eq(vertex.revisionId, revisionId)).orderBy(asc(vertex.number));
}

export async function edgesOf(tx: Queries, revisionId: number): Promise<EdgeRow[]> {
  return tx.select().from(edge).where(eq(edge.revisionId, revisionId)).orderBy(asc(edge.number));
}

export async function countVertices(
  tx: Queries,
  revisionIds: readonly number[],
): Promise<Map<number, number>> {
  if (revisionIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: vertex.revisionId, count: sql<number>`count(*)`.mapWith(Number) })
    .from(vertex)
    .where(inArray(vertex.revisionId, [...revisionIds]))
    .groupBy(vertex.revisionId);
  return new Map(rows.map((row) => [row.id, row.count]));
}
