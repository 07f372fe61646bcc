import { and, asc, type Column, eq, getTableColumns, inArray, isNotNull, sql } from "drizzle-orm";
import { edge, vertex } from "#drizzle/schema/graph.ts";
import type { Queries } from "#platform/database/db.ts";
import { driverValue, InsertText } from "../text-of-columns.ts";
import { type Write, writeTogether } from "../write-together.ts";

export type VertexRow = typeof vertex.$inferSelect;
export type EdgeRow = typeof edge.$inferSelect;

const VERTICES_A_STATEMENT = 200;
const EDGES_A_STATEMENT = 1_000;

const VERTEX_COLUMNS = getTableColumns(vertex);
const EDGE_COLUMNS = getTableColumns(edge);
const WRITE_VERTICES = new InsertText<keyof VertexRow>("vertex", VERTEX_COLUMNS);
const WRITE_EDGES = new InsertText<keyof EdgeRow>("edge", EDGE_COLUMNS);
const REPLACE_VERTEX = replacing("name", "spec", "digest", "x", "y", "child_revision_id");
const REPLACE_EDGE = replacing("tail", "head", "spec");

/**
 * Makes these the vertices and edges of a revision: one save is the whole draft. Only the rows that differ are written,
 * by their numbers. A save of one script in a large graph writes one row, and saves of several graphs at the same time do
 * not wait for each other's deleted rows. The caller holds the lock of the graph.
 */
export async function replaceContent(
  tx: Queries,
  revisionId: number,
  vertices: readonly (Omit<VertexRow, "revisionId" | "childRevisionId"> &
    Partial<Pick<VertexRow, "childRevisionId">>)[],
  edges: readonly Omit<EdgeRow, "revisionId">[],
): Promise<void> {
  const kept = { vertices: await storedVertices(tx, revisionId), edges: await storedEdges(tx, revisionId) };
  const changedVertices = vertices
    .map((row) => ({ childRevisionId: null, ...row, revisionId }))
    .filter((row) => kept.vertices.get(row.number) !== textOf(VERTEX_COLUMNS, row));
  const changedEdges = edges
    .map((row) => ({ ...row, revisionId }))
    .filter((row) => kept.edges.get(row.number) !== textOf(EDGE_COLUMNS, row));
  const writes: Write[] = [];
  for (let at = 0; at < changedVertices.length; at += VERTICES_A_STATEMENT)
    writes.push(
      withEnd(WRITE_VERTICES.statement(changedVertices.slice(at, at + VERTICES_A_STATEMENT)), REPLACE_VERTEX),
    );
  for (let at = 0; at < changedEdges.length; at += EDGES_A_STATEMENT)
    writes.push(withEnd(WRITE_EDGES.statement(changedEdges.slice(at, at + EDGES_A_STATEMENT)), REPLACE_EDGE));
  // An edge refers to its vertices: new ones come before its row, and old ones go after it.
  if (kept.edges.size > edges.length) writes.push(deletionFrom("edge", revisionId, edges.length));
  if (kept.vertices.size > vertices.length) writes.push(deletionFrom("vertex", revisionId, vertices.length));
  await writeTogether(tx, writes);
}

/** The rows as text, by their numbers. Their JSON is compared as it is stored, so that the order of its keys counts. */
async function storedVertices(tx: Queries, revisionId: number): Promise<Map<number, string>> {
  const { number, name, digest, x, y, childRevisionId } = vertex;
  const rows = await tx
    .select({ number, name, spec: sql<string>`${vertex.spec}`, digest, x, y, childRevisionId })
    .from(vertex)
    .where(eq(vertex.revisionId, revisionId));
  return new Map(
    rows.map((row) => [row.number, textOf(VERTEX_COLUMNS, { ...row, revisionId }, { spec: row.spec })]),
  );
}

async function storedEdges(tx: Queries, revisionId: number): Promise<Map<number, string>> {
  const { number, tail, head } = edge;
  const rows = await tx
    .select({ number, tail, head, spec: sql<string>`${edge.spec}` })
    .from(edge)
    .where(eq(edge.revisionId, revisionId));
  return new Map(
    rows.map((row) => [row.number, textOf(EDGE_COLUMNS, { ...row, revisionId }, { spec: row.spec })]),
  );
}

/** A row as one text. @param stored values that are as the driver has them already. */
function textOf(
  columns: Readonly<Record<string, Column>>,
  row: Readonly<Record<string, unknown>>,
  stored: Readonly<Record<string, string>> = {},
): string {
  return JSON.stringify(
    Object.entries(columns).map(([key, column]) => stored[key] ?? String(driverValue(column, row[key]))),
  );
}

function replacing(...columns: readonly string[]): string {
  return ` on duplicate key update ${columns.map((name) => `\`${name}\` = values(\`${name}\`)`).join(", ")}`;
}

function withEnd({ text, values }: Write, end: string): Write {
  return { text: text + end, values };
}

function deletionFrom(table: "vertex" | "edge", revisionId: number, first: number): Write {
  return {
    text: `delete from \`${table}\` where \`revision_id\` = ? and \`number\` >= ?`,
    values: [revisionId, first],
  };
}

export async function verticesOf(tx: Queries, revisionId: number): Promise<VertexRow[]> {
  return tx.select().from(vertex).where(eq(vertex.revisionId, revisionId)).orderBy(asc(vertex.number));
}

export async function edgesOf(tx: Queries, revisionId: number): Promise<EdgeRow[]> {
  return tx.select().from(edge).where(eq(edge.revisionId, revisionId)).orderBy(asc(edge.number));
}

/** The revision that a vertex of a sealed revision runs; null where none was recorded. */
export async function childRevisionOf(
  tx: Queries,
  revisionId: number,
  number: number,
): Promise<number | null> {
  const rows = await tx
    .select({ id: vertex.childRevisionId })
    .from(vertex)
    .where(and(eq(vertex.revisionId, revisionId), eq(vertex.number, number)));
  return rows[0]?.id ?? null;
}

/** The vertices of a revision for which is recorded what they run: their fields, and the revision that they run. */
export async function childSpecsOf(
  tx: Queries,
  revisionId: number,
): Promise<{ readonly spec: VertexRow["spec"]; readonly id: number }[]> {
  const rows = await tx
    .select({ spec: vertex.spec, id: vertex.childRevisionId })
    .from(vertex)
    .where(and(eq(vertex.revisionId, revisionId), isNotNull(vertex.childRevisionId)));
  return rows.flatMap(({ spec, id }) => (id === null ? [] : [{ spec, id }]));
}

/** The revisions that the vertices of a sealed revision run, by the vertices' numbers. */
export async function childRevisionsOf(tx: Queries, revisionId: number): Promise<Map<number, number>> {
  const rows = await tx
    .select({ number: vertex.number, id: vertex.childRevisionId })
    .from(vertex)
    .where(and(eq(vertex.revisionId, revisionId), isNotNull(vertex.childRevisionId)));
  return new Map(rows.flatMap(({ number, id }) => (id === null ? [] : [[number, id] as const])));
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
