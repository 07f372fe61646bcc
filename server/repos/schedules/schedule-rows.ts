import { and, asc, desc, eq, isNotNull, like, max, ne, type SQL, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph } from "#drizzle/schema/graph.ts";
import { schedule } from "#drizzle/schema/triggers/schedule.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { isInFolders } from "../graphs/graph-rows.ts";

export type ScheduleRow = typeof schedule.$inferSelect;

/** A schedule with the names of its graph and of that graph's folder. */
export type NamedSchedule = {
  readonly schedule: ScheduleRow;
  readonly graph: string;
  readonly folder: string;
};

/** What people decide of a schedule. */
export type ScheduleSettings = Pick<
  ScheduleRow,
  | "name"
  | "graphId"
  | "revision"
  | "rule"
  | "zone"
  | "startsAt"
  | "endsAt"
  | "excludedDates"
  | "jitterMs"
  | "policy"
  | "params"
  | "pipelineName"
  | "priority"
  | "labels"
>;

/** The first version of a schedule of this name: greater than that of each one that had the name and was removed. */
export async function newScheduleVersion(tx: Queries, name: string): Promise<number> {
  const rows = await tx
    .select({ last: max(schedule.version) })
    .from(schedule)
    .where(eq(schedule.name, name));
  return (rows[0]?.last ?? 0) + 1;
}

/** @throws a duplicate key where another one has the name. */
export async function insertSchedule(
  tx: Queries,
  row: ScheduleSettings & Pick<ScheduleRow, "createdBy"> & Partial<Pick<ScheduleRow, "version">>,
): Promise<number> {
  const now = sql`now(3)`;
  const [{ insertId }] = await tx.insert(schedule).values({
    version: 1,
    ...row,
    liveName: row.name,
    desired: "new",
    observed: "new",
    observedVersion: 0,
    createdAt: now,
    changedAt: now,
    changedBy: row.createdBy,
  });
  return insertId;
}

/** Locks one that is not removed. */
export async function lockSchedule(tx: Queries, name: string): Promise<ScheduleRow | null> {
  const rows = await tx.select().from(schedule).where(eq(schedule.liveName, name)).for("update");
  return rows[0] ?? null;
}

/** What the scheduler needs: the row, locked, and the time. Null where another process has it, or it is gone. */
export async function lockScheduleIfFree(
  tx: Queries,
  id: number,
): Promise<{ readonly row: ScheduleRow; readonly now: number } | null> {
  const rows = await tx
    .select({ row: schedule, now: sql`now(3)`.mapWith(schedule.changedAt) })
    .from(schedule)
    .where(eq(schedule.id, id))
    .for("update", { skipLocked: true });
  const found = rows[0];
  return found === undefined ? null : { row: found.row, now: found.now.getTime() };
}

export async function updateSchedule(tx: Queries, id: number, set: Partial<ScheduleRow>): Promise<void> {
  await tx.update(schedule).set(set).where(eq(schedule.id, id));
}

/** Writes what people changed; the scheduler looks at it at once. */
export async function changeScheduleRow(
  tx: Queries,
  { id, version }: Pick<ScheduleRow, "id" | "version">,
  set: Partial<ScheduleRow>,
  changedBy: string,
): Promise<void> {
  const now = sql`now(3)`;
  await tx
    .update(schedule)
    .set({ ...set, version: version + 1, lookAt: now, failedTries: 0, changedAt: now, changedBy })
    .where(eq(schedule.id, id));
}

/** The ids of those at which the scheduler has to look, the longest due first. */
export async function schedulesToLookAt(tx: Queries, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ id: schedule.id })
    .from(schedule)
    .where(sql`${schedule.lookAt} <= now(3)`)
    .orderBy(asc(schedule.lookAt), asc(schedule.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Notes that a look failed, and when the next is. Gives false where another process has the row. */
export async function scheduleFailed(
  tx: Queries,
  id: number,
  error: string,
  delayOf: (failedTries: number) => number,
): Promise<boolean> {
  const found = await lockScheduleIfFree(tx, id);
  if (found === null) return false;
  const { failedTries } = found.row;
  const lookAt = new Date(found.now + delayOf(failedTries));
  await updateSchedule(tx, id, { error, failedTries: failedTries + 1, lookAt });
  return true;
}

/** In how many milliseconds the scheduler has to look at the next one; null: at none. Negative where it is late. */
export async function nextLookMs(tx: Queries): Promise<number | null> {
  const rows = await tx
    .select({ ms: sql`timestampdiff(microsecond, now(3), min(look_at)) / 1000`.mapWith(Number) })
    .from(schedule)
    .where(isNotNull(schedule.lookAt));
  return rows[0]?.ms ?? null;
}

const named = (tx: Queries) =>
  tx
    .select({ schedule, graph: graph.name, folder: folder.path })
    .from(schedule)
    .innerJoin(graph, eq(graph.id, schedule.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId));

/** The one that has this name now; else the one that was removed last of those that had it. */
export async function findSchedule(tx: Queries, name: string): Promise<NamedSchedule | null> {
  const rows = await named(tx).where(eq(schedule.liveName, name));
  return rows[0] ?? findRemoved(tx, name);
}

async function findRemoved(tx: Queries, name: string): Promise<NamedSchedule | null> {
  const rows = await named(tx)
    .where(and(eq(schedule.name, name), eq(schedule.observed, "removed")))
    .orderBy(desc(schedule.id))
    .limit(1);
  return rows[0] ?? null;
}

/** Those that match, by name: at most `limit`, behind `after`. Removed ones only where they are asked for. */
export async function listScheduleRows(
  tx: Queries,
  {
    folders,
    graphName,
    search,
    isRemoved,
    after,
    limit,
  }: {
    readonly folders: FolderIds;
    readonly graphName?: string | undefined;
    readonly search?: string | undefined;
    readonly isRemoved: boolean;
    readonly after?: { readonly name: string; readonly id: number } | undefined;
    readonly limit: number;
  },
): Promise<NamedSchedule[]> {
  const conditions: (SQL | undefined)[] = [
    isInFolders(folders),
    graphName === undefined ? undefined : eq(graph.name, graphName),
    search === undefined ? undefined : like(schedule.name, `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`),
    isRemoved ? eq(schedule.observed, "removed") : ne(schedule.desired, "removed"),
    after === undefined
      ? undefined
      : sql`(${schedule.name}, ${schedule.id}) > (${sql.param(after.name, schedule.name)}, ${after.id})`,
  ];
  return named(tx)
    .where(and(...conditions))
    .orderBy(asc(schedule.name), asc(schedule.id))
    .limit(limit);
}
