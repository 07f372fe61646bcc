import { and, asc, desc, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
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

/** One revision, or all of a graph. */
type Run = { readonly revisionId: number } | { readonly graphId: number };

/**
 * The revisions that have vertices which run this one, in graphs that are not deleted: at most `limit`, the newest first. The
 * key of `child_revision_id` has them.
 */
export async function revisionsThatRun(
  tx: Queries,
  run: Run,
  limit: number,
): Promise<{ readonly rows: readonly RunByRow[]; readonly isComplete: boolean }> {
  const child = alias(revision, "child");
  const isRun =
    "revisionId" in run
      ? eq(vertex.childRevisionId, run.revisionId)
      : inArray(
          vertex.childRevisionId,
          tx.select({ id: child.id }).from(child).where(eq(child.graphId, run.graphId)),
        );
  const rows = await tx
    .selectDistinct({
      id: revision.id,
      graph: graph.name,
      folderId: graph.folderId,
      number: revision.number,
      isRetired: sql<number>`${revision.retiredAt} is not null`.mapWith(Boolean),
    })
    .from(vertex)
    .innerJoin(revision, eq(revision.id, vertex.revisionId))
    .innerJoin(graph, eq(graph.id, revision.graphId))
    .where(and(isRun, isNull(graph.deletedAt)))
    .orderBy(desc(revision.id))
    .limit(limit + 1);
  return { rows: rows.slice(0, limit), isComplete: rows.length <= limit };
}

type Launchers = {
  readonly schedules: readonly string[];
  /** A trigger belongs to the folder of the graph that it launches. */
  readonly triggers: readonly { readonly name: string; readonly folderId: number }[];
};

/** The schedules and triggers that name a revision of a graph, and are not removed. */
export async function launchersOfRevision(tx: Queries, graphId: number, number: number): Promise<Launchers> {
  return launchersWhere(
    tx,
    and(eq(schedule.graphId, graphId), eq(schedule.revision, number)),
    and(eq(triggerRule.graphId, graphId), eq(triggerRule.revision, number)),
  );
}

/** Those that launch a graph, or launch after a pipeline of it, and are not removed. */
export async function launchersOfGraph(tx: Queries, graphId: number): Promise<Launchers> {
  return launchersWhere(
    tx,
    eq(schedule.graphId, graphId),
    or(eq(triggerRule.graphId, graphId), eq(triggerRule.sourceGraphId, graphId)),
  );
}

async function launchersWhere(
  tx: Queries,
  ofSchedules: SQL | undefined,
  ofTriggers: SQL | undefined,
): Promise<Launchers> {
  const schedules = await tx
    .select({ name: schedule.name })
    .from(schedule)
    .where(and(ofSchedules, isNotNull(schedule.liveName)))
    .orderBy(asc(schedule.name));
  const triggers = await tx
    .select({ name: triggerRule.name, folderId: graph.folderId })
    .from(triggerRule)
    .innerJoin(graph, eq(graph.id, triggerRule.graphId))
    .where(and(ofTriggers, isNotNull(triggerRule.liveName)))
    .orderBy(asc(triggerRule.name));
  return { schedules: schedules.map(({ name }) => name), triggers };
}
