import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import { schedule } from "#drizzle/schema/triggers/schedule.ts";
import { triggerRule } from "#drizzle/schema/triggers/trigger.ts";
import type { Queries } from "#platform/database/db.ts";

/** A draft (number null) or sealed revision with a vertex that runs another one. */
export type RunByRow = {
  readonly graph: string;
  readonly folderId: number;
  readonly number: number | null;
  readonly isRetired: boolean;
};

/**
 * The revisions that have vertices which run this one, in graphs that are not deleted; at most `limit` are looked at. The key of
 * `child_revision_id` has them.
 */
export async function revisionsThatRun(
  tx: Queries,
  revisionId: number,
  limit: number,
): Promise<{ readonly rows: readonly RunByRow[]; readonly isComplete: boolean }> {
  const running = tx
    .selectDistinct({ id: vertex.revisionId })
    .from(vertex)
    .where(eq(vertex.childRevisionId, revisionId))
    .orderBy(asc(vertex.revisionId))
    .limit(limit + 1)
    .as("running");
  const rows = await tx
    .select({
      graph: graph.name,
      folderId: graph.folderId,
      number: revision.number,
      isRetired: sql<number>`${revision.retiredAt} is not null`.mapWith(Boolean),
      isDeleted: sql<number>`${graph.deletedAt} is not null`.mapWith(Boolean),
    })
    .from(running)
    .innerJoin(revision, eq(revision.id, running.id))
    .innerJoin(graph, eq(graph.id, revision.graphId));
  return {
    rows: rows.filter(({ isDeleted }) => !isDeleted),
    isComplete: rows.length <= limit,
  };
}

/** The names of the schedules and triggers that name a revision of a graph, and are not removed. */
export async function launchersOfRevision(
  tx: Queries,
  graphId: number,
  number: number,
): Promise<{ readonly schedules: readonly string[]; readonly triggers: readonly string[] }> {
  const schedules = await tx
    .select({ name: schedule.name })
    .from(schedule)
    .where(and(eq(schedule.graphId, graphId), eq(schedule.revision, number), isNotNull(schedule.liveName)))
    .orderBy(asc(schedule.name));
  const triggers = await tx
    .select({ name: triggerRule.name })
    .from(triggerRule)
    .where(
      and(
        eq(triggerRule.graphId, graphId),
        eq(triggerRule.revision, number),
        isNotNull(triggerRule.liveName),
      ),
    )
    .orderBy(asc(triggerRule.name));
  return { schedules: schedules.map(({ name }) => name), triggers: triggers.map(({ name }) => name) };
}
