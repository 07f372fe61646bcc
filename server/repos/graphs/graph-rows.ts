import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { graph } from "#drizzle/schema/graph.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { drawnId } from "../drawn-id.ts";

/** For a query that has the table `graph`: leaves out what is in no folder that may be read. */
export const isInFolders = (folders: FolderIds): SQL | undefined =>
  folders === "all" ? undefined : inArray(graph.folderId, [...folders, NO_FOLDER]);

/** No folder has this id: a list may be empty, and SQL has no empty lists. */
const NO_FOLDER = 0;

export type GraphRow = typeof graph.$inferSelect;

/** The same for names that differ in the case of A to Z only. Other letters stay: no graph has them in its name. */
export const graphKey = (name: string): string => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Compares names without regard to case, as the unique key does. */
export async function findGraph(tx: Queries, name: string): Promise<GraphRow | null> {
  const rows = await tx
    .select()
    .from(graph)
    .where(eq(graph.liveName, graphKey(name)));
  return rows[0] ?? null;
}

/** A graph that is not deleted. */
export async function findGraphById(tx: Queries, id: number): Promise<GraphRow | null> {
  const rows = await tx
    .select()
    .from(graph)
    .where(and(eq(graph.id, id), isNull(graph.deletedAt)));
  return rows[0] ?? null;
}

/** A graph, also one that is deleted, and one that holds the tested parts of another. */
export async function findKeptGraph(tx: Queries, id: number): Promise<GraphRow | null> {
  const rows = await tx.select().from(graph).where(eq(graph.id, id));
  return rows[0] ?? null;
}

/**
 * What a graph is called outside of the database, where a renaming does not come: a text that no other graph has now or
 * later. The tests of a graph have the same as the graph.
 */
export const lastingNameOf = ({ id, testOf, lastingName }: GraphRow): string =>
  // No name has this character.
  lastingName ?? `#${testOf ?? id}`;

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

/**
 * Its id is drawn. A restored database would count on from where it was, and a page that is still open on a graph that is
 * lost would save over the one that has its id then.
 *
 * @throws where the name is taken (`isDuplicateKey`).
 */
export async function insertGraph(
  tx: Queries,
  row: { name: string; createdBy: string; folderId?: number },
): Promise<number> {
  const id = drawnId();
  await tx.insert(graph).values({ ...row, id, nameKey: graphKey(row.name), createdAt: sql`now(3)` });
  return id;
}

/** @throws where the name is taken (`isDuplicateKey`). */
export async function renameGraphRow(tx: Queries, id: number, name: string): Promise<void> {
  await tx
    .update(graph)
    .set({ name, nameKey: graphKey(name) })
    .where(or(eq(graph.id, id), eq(graph.testOf, id)));
}

/** The graph that holds the tested parts of a graph's drafts; null before the first test. */
export async function findTestGraph(tx: Queries, testOf: number): Promise<GraphRow | null> {
  const rows = await tx.select().from(graph).where(eq(graph.testOf, testOf));
  return rows[0] ?? null;
}

/** Makes the graph that holds the tested parts of a graph's drafts. Nobody finds it by its name. */
export async function insertTestGraph(
  tx: Queries,
  { id, name, folderId, lastingName }: Pick<GraphRow, "id" | "name" | "folderId" | "lastingName">,
  createdBy: string,
): Promise<number> {
  const now = sql`now(3)`;
  const made = drawnId();
  const row = {
    id: made,
    name,
    folderId,
    createdBy,
    nameKey: graphKey(name),
    testOf: id,
    lastingName,
    createdAt: now,
    deletedAt: now,
  };
  await tx.insert(graph).values(row);
  return made;
}

export async function markGraphDeleted(tx: Queries, id: number): Promise<void> {
  await tx.update(graph).set({ deletedAt: sql`now(3)` }).where(eq(graph.id, id));
}

/** Moves a graph to another folder, with its pipelines and its tests. */
export async function setFolderOfGraph(tx: Queries, id: number, folderId: number): Promise<void> {
  await tx
    .update(graph)
    .set({ folderId })
    .where(or(eq(graph.id, id), eq(graph.testOf, id)));
}

export async function countGraphs(tx: Queries, folders: FolderIds = "all"): Promise<number> {
  const rows = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(graph)
    .where(and(isNull(graph.deletedAt), isInFolders(folders)));
  return rows[0]?.count ?? 0;
}
