import { eq } from "drizzle-orm";
import { graph } from "#drizzle/schema/graph.ts";
import { removedPipeline } from "#drizzle/schema/retention.ts";
import type { Queries } from "#platform/database/db.ts";

export type RemovedRow = Pick<
  typeof removedPipeline.$inferSelect,
  "id" | "state" | "launchedAt" | "finishedAt" | "removedAt"
> & { readonly graph: string };

/** What is still known of a pipeline that retention has removed; null where it has removed none of this id. */
export async function findRemoved(tx: Queries, id: number): Promise<RemovedRow | null> {
  const { state, launchedAt, finishedAt, removedAt } = removedPipeline;
  const rows = await tx
    .select({ id: removedPipeline.id, state, launchedAt, finishedAt, removedAt, graph: graph.name })
    .from(removedPipeline)
    .innerJoin(graph, eq(graph.id, removedPipeline.graphId))
    .where(eq(removedPipeline.id, id));
  return rows[0] ?? null;
}
