import { asc, eq, isNotNull, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph } from "#drizzle/schema/graph.ts";
import { retentionPolicy } from "#drizzle/schema/retention.ts";
import type { RetentionPolicy } from "#engine/retention/retention-policy.ts";
import type { Queries } from "#platform/database/db.ts";

/** The row of what is used for all graphs without a row of their own. */
export const DEFAULT_POLICY = 0;

export type PolicyRow = typeof retentionPolicy.$inferSelect;

/** A policy with its graph; the graph is null for the default. */
export type PlacedPolicy = {
  readonly policy: PolicyRow;
  readonly graph: string | null;
  /** The graph was deleted, and another one may have its name by now. */
  readonly isDeleted: boolean;
  /** The path of the graph's folder. */
  readonly path: string | null;
  /** The graph whose tests it is for; null where it is for pipelines. */
  readonly testOf: number | null;
};

/** All policies, the default first, then by the names of their graphs. */
export async function listPolicies(tx: Queries): Promise<PlacedPolicy[]> {
  return tx
    .select({
      policy: retentionPolicy,
      graph: graph.name,
      isDeleted: isNotNull(graph.deletedAt).mapWith(Boolean),
      path: folder.path,
      testOf: graph.testOf,
    })
    .from(retentionPolicy)
    .leftJoin(graph, eq(graph.id, retentionPolicy.graphId))
    .leftJoin(folder, eq(folder.id, graph.folderId))
    .orderBy(sql`${retentionPolicy.graphId} <> ${DEFAULT_POLICY}`, asc(graph.nameKey), asc(graph.id));
}

export async function findPolicy(tx: Queries, graphId: number): Promise<PolicyRow | null> {
  const rows = await tx.select().from(retentionPolicy).where(eq(retentionPolicy.graphId, graphId));
  return rows[0] ?? null;
}

/** Keeps others from changing the policy of a graph until the end of the transaction. */
export async function lockPolicy(tx: Queries, graphId: number): Promise<PolicyRow | null> {
  const rows = await tx
    .select()
    .from(retentionPolicy)
    .where(eq(retentionPolicy.graphId, graphId))
    .for("update");
  return rows[0] ?? null;
}

/** Writes a policy, in place of the one that was there. Gives whether it is new. */
export async function putPolicy(
  tx: Queries,
  graphId: number,
  policy: RetentionPolicy,
  changedBy: string,
): Promise<boolean> {
  const saved = { ...policy, changedBy, changedAt: sql`now(3)` };
  const [result] = await tx
    .insert(retentionPolicy)
    .values({ graphId, ...saved })
    .onDuplicateKeyUpdate({ set: saved });
  return result.affectedRows === 1;
}

/** Removes the policy of a graph: the default is used for it then. */
export async function deletePolicy(tx: Queries, graphId: number): Promise<void> {
  await tx.delete(retentionPolicy).where(eq(retentionPolicy.graphId, graphId));
}

export type GraphToTidy = { readonly id: number; readonly name: string };

/** Graphs after an id, also deleted ones: their pipelines are still there. */
export async function graphsAfter(tx: Queries, after: number, limit: number): Promise<GraphToTidy[]> {
  return tx
    .select({ id: graph.id, name: graph.name })
    .from(graph)
    .where(sql`${graph.id} > ${after}`)
    .orderBy(asc(graph.id))
    .limit(limit);
}
