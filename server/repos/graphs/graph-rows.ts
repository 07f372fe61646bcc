import { and, asc, eq, isNull, like, or, sql } from "drizzle-orm";
import { graph, revision } from "#drizzle/schema/graph.ts";
import type { Queries } from "#platform/database/db.ts";

export type GraphRow = typeof graph.$inferSelect;

/** The same for names that differ in the case of A to Z only. Other letters stay: no graph has them in its name. */
function graphKey(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Compares names without regard to case, as the unique key does. */
export async function findGraph(tx: Queries, name: string): Promise<GraphRow | null> {
  const rows = await tx
    .select()
    .from(graph)
    .where(eq(graph.liveName, graphKey(name)));
  return rows[0] ?? null;
}

/** The lock under which a draft is saved and sealed. */
export async function lockGraph(tx: Queries, name: string): Promise<GraphRow | null> {
  const rows = await tx
    .select()
    .from(graph)
    .where(eq(graph.liveName, graphKey(name)))
    .for("update");
  return rows[0] ?? null;
}

/** The same lock, for a caller that has the graph's id. */
export async function lockGraphById(tx: Queries, id: number): Promise<void> {
  await tx.select({ id: graph.id }).from(graph).where(eq(graph.id, id)).for("update");
}

/** @throws where the name is taken (`isDuplicateKey`). */
export async function insertGraph(tx: Queries, row: { name: string; createdBy: string }): Promise<number> {
  const [result] = await tx
    .insert(graph)
    .values({ ...row, nameKey: graphKey(row.name), createdAt: sql`now(3)` });
  return result.insertId;
}

/** @throws where the name is taken (`isDuplicateKey`). */
export async function renameGraphRow(tx: Queries, id: number, name: string): Promise<void> {
  await tx
    .update(graph)
    .set({ name, nameKey: graphKey(name) })
    .where(eq(graph.id, id));
}

export async function markGraphDeleted(tx: Queries, id: number): Promise<void> {
  await tx.update(graph).set({ deletedAt: sql`now(3)` }).where(eq(graph.id, id));
}

export type ListedGraph = { graph: GraphRow; draft: typeof revision.$inferSelect };

/** By name; `search` is plain text, found anywhere in it. */
export async function listGraphRows(
  tx: Queries,
  search: string | undefined,
  limit: number,
): Promise<ListedGraph[]> {
  const pattern = search === undefined ? undefined : `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return tx
    .select({ graph, draft: revision })
    .from(graph)
    .innerJoin(revision, eq(revision.draftOf, graph.id))
    .where(
      and(
        isNull(graph.deletedAt),
        pattern === undefined ? undefined : or(like(graph.name, pattern), like(revision.header, pattern)),
      ),
    )
    .orderBy(asc(graph.name))
    .limit(limit);
}

export async function countGraphs(tx: Queries): Promise<number> {
  const rows = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(graph)
    .where(isNull(graph.deletedAt));
  return rows[0]?.count ?? 0;
}
