import { and, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import { runner } from "#drizzle/schema/runner.ts";
import { FENCES, type Fence } from "#engine/shape/fields/fences.ts";
import type { Queries } from "#platform/database/db.ts";
import { drawnId } from "../drawn-id.ts";
import { HAS_LEASE, IS_LEASE_OVER } from "./runner-lease.ts";

export type RunnerRow = typeof runner.$inferSelect;
type NewRunnerRow = Pick<
  typeof runner.$inferInsert,
  "name" | "host" | "pid" | "labels" | "slots" | "containment" | "containmentWhy"
> & { readonly fences?: readonly Fence[]; readonly tokenId?: number | null };

const MAX_GAPS = 50;
/** More than this are seldom alive at once; those that ended fill the rest. */
const MAX_LISTED = 500;
const ALIVE = ["ready", "draining"] as const;
const inMs = (ms: number) => sql`now(3) + interval ${ms * 1_000} microsecond`;

/** Its id is drawn: no other runner gets it in a restored database, where this one's row may be missing. */
export async function insertRunner(tx: Queries, row: NewRunnerRow, leaseMs: number): Promise<number> {
  const id = drawnId();
  const now = sql`now(3)`;
  await tx.insert(runner).values({
    ...row,
    id,
    fences: (row.fences ?? ["default"]).join(","),
    state: "ready",
    startedAt: now,
    seenAt: now,
    leaseUntil: inMs(leaseMs),
  });
  return id;
}

/** Renews the lease of everything that the runner holds. Gives false where it was marked lost meanwhile. */
export async function extendLease(tx: Queries, id: number, leaseMs: number): Promise<boolean> {
  const [result] = await tx
    .update(runner)
    .set({ seenAt: sql`now(3)`, leaseUntil: inMs(leaseMs) })
    .where(and(eq(runner.id, id), inArray(runner.state, [...ALIVE])));
  return result.affectedRows === 1;
}

export async function findRunner(tx: Queries, id: number): Promise<RunnerRow | null> {
  const rows = await tx.select().from(runner).where(eq(runner.id, id));
  return rows[0] ?? null;
}

/** Runners whose lease is over by the database's clock. */
export async function expiredRunners(tx: Queries): Promise<Pick<RunnerRow, "id" | "name">[]> {
  return tx
    .select({ id: runner.id, name: runner.name })
    .from(runner)
    .where(and(inArray(runner.state, [...ALIVE]), IS_LEASE_OVER));
}

/** Marks a runner lost. Gives false where it has ended, or has renewed its lease meanwhile. */
export async function loseExpiredRunner(tx: Queries, id: number): Promise<boolean> {
  const [result] = await tx
    .update(runner)
    .set({ state: "lost", stoppedAt: sql`now(3)` })
    .where(and(eq(runner.id, id), inArray(runner.state, [...ALIVE]), IS_LEASE_OVER));
  return result.affectedRows === 1;
}

/** Records that the database is older than what this runner did. */
export async function setRunnerGap(tx: Queries, id: number, gap: string): Promise<void> {
  await tx.update(runner).set({ gap, gapAt: sql`now(3)` }).where(eq(runner.id, id));
}

/** What runners found to be missing in the database within a week, newest first; one for each runner. */
export async function runnerGaps(tx: Queries): Promise<{ runner: string; text: string; at: Date }[]> {
  const rows = await tx
    .select({ runner: runner.name, text: runner.gap, at: runner.gapAt })
    .from(runner)
    .where(gt(runner.gapAt, sql`now(3) - interval 7 day`))
    .orderBy(desc(runner.gapAt))
    .limit(MAX_GAPS);
  return rows.flatMap(({ runner: name, text, at }) =>
    text === null || at === null ? [] : [{ runner: name, text, at }],
  );
}

export async function setRunnerState(
  tx: Queries,
  id: number,
  from: readonly RunnerRow["state"][],
  to: RunnerRow["state"],
): Promise<boolean> {
  const hasStopped = to === "stopped" || to === "lost";
  const [result] = await tx
    .update(runner)
    .set({ state: to, stoppedAt: hasStopped ? sql`now(3)` : null })
    .where(and(eq(runner.id, id), inArray(runner.state, [...from])));
  return result.affectedRows === 1;
}

/** The fences in a row. */
export function fencesOf(text: string): Fence[] {
  return FENCES.filter((fence) => text.split(",").includes(fence));
}

/** Runners that are alive, and after them those that ended within a day; newest first. */
export async function listRunners(tx: Queries): Promise<RunnerRow[]> {
  const isAlive = inArray(runner.state, [...ALIVE]);
  return tx
    .select()
    .from(runner)
    .where(or(isAlive, gt(runner.seenAt, sql`now(3) - interval 1 day`)))
    .orderBy(desc(isAlive), desc(runner.startedAt), desc(runner.id))
    .limit(MAX_LISTED);
}

/** The runner of this name that is alive; of several the newest. */
export async function findRunnerAlive(tx: Queries, name: string): Promise<RunnerRow | null> {
  const rows = await tx
    .select()
    .from(runner)
    .where(and(eq(runner.name, name), inArray(runner.state, [...ALIVE])))
    .orderBy(desc(runner.startedAt), desc(runner.id))
    .limit(1);
  return rows[0] ?? null;
}

export async function runnersById(tx: Queries, ids: readonly number[]): Promise<Map<number, RunnerRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(runner)
    .where(inArray(runner.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function countReadyRunners(tx: Queries): Promise<number> {
  const rows = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(runner)
    .where(eq(runner.state, "ready"));
  return rows[0]?.count ?? 0;
}

/**
 * Whether a runner with a database of its own is alive and claims: such a runner does what is to be done for all. One that
 * is draining does not.
 */
export async function hasDirectRunner(tx: Queries): Promise<boolean> {
  const [rows] = await tx.execute(sql`select exists (select 1 from runner
    where state = 'ready' and token_id is null and ${HAS_LEASE}) as has`);
  return Number((rows as unknown as { has: number }[])[0]?.has) === 1;
}
