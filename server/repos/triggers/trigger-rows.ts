import { and, asc, desc, eq, like, max, ne, type SQL, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph } from "#drizzle/schema/graph.ts";
import { triggerRule } from "#drizzle/schema/triggers/trigger.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { drawnId } from "../drawn-id.ts";
import { isInFolders } from "../graphs/graph-rows.ts";

export type TriggerRow = typeof triggerRule.$inferSelect;

/** A trigger with the names of its graph and of that graph's folder. */
export type NamedTrigger = {
  readonly trigger: TriggerRow;
  readonly graph: string;
  readonly folder: string;
};

/** What people decide of a trigger. */
export type StoredTrigger = Pick<
  TriggerRow,
  | "name"
  | "graphId"
  | "revision"
  | "kind"
  | "settings"
  | "sourceGraphId"
  | "installation"
  | "filter"
  | "params"
  | "pipelineName"
  | "priority"
  | "labels"
>;

/** The first version of a trigger of this name: greater than that of each one that had the name and was removed. */
export async function newTriggerVersion(tx: Queries, name: string): Promise<number> {
  const rows = await tx
    .select({ last: max(triggerRule.version) })
    .from(triggerRule)
    .where(eq(triggerRule.name, name));
  return (rows[0]?.last ?? 0) + 1;
}

/**
 * Its id is drawn: it is in the name of a group in a Redis, which a restore of the database does not put back.
 *
 * @throws a duplicate key where another one has the name.
 */
export async function insertTrigger(
  tx: Queries,
  row: StoredTrigger & Pick<TriggerRow, "createdBy"> & Partial<Pick<TriggerRow, "version">>,
): Promise<number> {
  const now = sql`now(3)`;
  const id = drawnId();
  await tx.insert(triggerRule).values({
    version: 1,
    ...row,
    id,
    liveName: row.name,
    state: "new",
    createdAt: now,
    changedAt: now,
    changedBy: row.createdBy,
  });
  return id;
}

/** Locks one that is not removed. */
export async function lockTrigger(tx: Queries, name: string): Promise<TriggerRow | null> {
  const rows = await tx.select().from(triggerRule).where(eq(triggerRule.liveName, name)).for("update");
  return rows[0] ?? null;
}

/** Writes what people changed. */
export async function changeTriggerRow(
  tx: Queries,
  { id, version }: Pick<TriggerRow, "id" | "version">,
  set: Partial<TriggerRow>,
  changedBy: string,
): Promise<void> {
  await tx
    .update(triggerRule)
    .set({ ...set, version: version + 1, changedAt: sql`now(3)`, changedBy })
    .where(eq(triggerRule.id, id));
}

/** Triggers with the names of their graphs and folders, to be narrowed. */
export const namedTriggers = (tx: Queries) =>
  tx
    .select({ trigger: triggerRule, graph: graph.name, folder: folder.path })
    .from(triggerRule)
    .innerJoin(graph, eq(graph.id, triggerRule.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId));

/** The one that has this name now, and is not removed. */
export async function findLiveTrigger(tx: Queries, name: string): Promise<NamedTrigger | null> {
  const rows = await namedTriggers(tx).where(eq(triggerRule.liveName, name));
  return rows[0] ?? null;
}

/** The one that has this name now; else the one that was removed last of those that had it. */
export async function findTrigger(tx: Queries, name: string): Promise<NamedTrigger | null> {
  const live = await findLiveTrigger(tx, name);
  if (live !== null) return live;
  const rows = await namedTriggers(tx)
    .where(eq(triggerRule.name, name))
    .orderBy(desc(triggerRule.version))
    .limit(1);
  return rows[0] ?? null;
}

/** Those that match, by name: at most `limit`, behind `after`. Removed ones only where they are asked for. */
export async function listTriggerRows(
  tx: Queries,
  {
    folders,
    graphName,
    kind,
    search,
    isRemoved,
    after,
    limit,
  }: {
    readonly folders: FolderIds;
    readonly graphName?: string | undefined;
    readonly kind?: string | undefined;
    readonly search?: string | undefined;
    readonly isRemoved: boolean;
    readonly after?: { readonly name: string; readonly id: number } | undefined;
    readonly limit: number;
  },
): Promise<NamedTrigger[]> {
  const { name, id, state } = triggerRule;
  const conditions: (SQL | undefined)[] = [
    isInFolders(folders),
    graphName === undefined ? undefined : eq(graph.name, graphName),
    kind === undefined ? undefined : eq(triggerRule.kind, kind),
    search === undefined ? undefined : like(name, `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`),
    isRemoved ? eq(state, "removed") : ne(state, "removed"),
    after === undefined ? undefined : sql`(${name}, ${id}) > (${sql.param(after.name, name)}, ${after.id})`,
  ];
  return namedTriggers(tx)
    .where(and(...conditions))
    .orderBy(asc(name), asc(id))
    .limit(limit);
}
