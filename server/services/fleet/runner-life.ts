import type {
  AttemptToKill,
  ExecutedAttempt,
  RunnerIdentity,
  UnsettledAttempt,
} from "#contract/runners/runner-gateway.ts";
import type { Database, Queries } from "#platform/database/db.ts";
import {
  extendLease,
  findRunner,
  insertRunner,
  setRunnerGap,
  setRunnerState,
} from "#repos/fleet/runner-rows.ts";
import { unsettledAttemptsOf } from "#repos/tracks/attempt-rows.ts";
import { claimedTracks } from "#repos/tracks/track-rows.ts";

/** Registers a runner process: a row of its own, with a lease. Gives its id. */
export async function registerRunner(
  database: Database,
  identity: RunnerIdentity,
  leaseMs: number,
): Promise<number> {
  return insertRunner(database.queries, identity, leaseMs);
}

/** Renews the lease of all that the runner holds. Gives false where it was marked lost. */
export async function beat(database: Database, runnerId: number, leaseMs: number): Promise<boolean> {
  return extendLease(database.queries, runnerId, leaseMs);
}

/** Says of a runner that it claims nothing more and does nothing for all. What it executes goes on. */
export async function noteDraining(database: Database, runnerId: number): Promise<void> {
  await setRunnerState(database.queries, runnerId, ["ready"], "draining");
}

/** Ends a runner process in order. Its tracks were settled or handed back before. */
export async function endRunner(database: Database, runnerId: number): Promise<void> {
  await setRunnerState(database.queries, runnerId, ["ready", "draining"], "stopped");
}

/** Records what a runner knows and the database does not: it was restored to an earlier time. */
export async function recordGap({ queries }: Database, runnerId: number, text: string): Promise<void> {
  await setRunnerGap(queries, runnerId, text);
}

/** For each of these runner rows, whether it has ended in order or was marked lost, as the database says. */
export async function areRunnersGone(tx: Queries, runnerIds: readonly number[]): Promise<boolean> {
  for (const id of runnerIds) {
    const runner = await findRunner(tx, id);
    if (runner !== null && (runner.state === "ready" || runner.state === "draining")) return false;
  }
  return runnerIds.length > 0;
}

/** Attempts of these runner rows that have no result, and began longer ago than this by the database's clock. */
export async function unsettledOf(
  { queries }: Database,
  runnerIds: readonly number[],
  olderThanMs: number,
): Promise<UnsettledAttempt[]> {
  const rows = await unsettledAttemptsOf(queries, runnerIds, olderThanMs);
  return rows.map(({ state, ...key }) => ({ ...key, isLost: state === "lost" }));
}

/** The attempts of a runner that it must kill: a person asked for it, or the track belongs to another attempt now. */
export async function attemptsToKill(
  { queries }: Database,
  attempts: readonly ExecutedAttempt[],
): Promise<AttemptToKill[]> {
  if (attempts.length === 0) return [];
  const rows = await claimedTracks(
    queries,
    attempts.map(({ trackId }) => trackId),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return attempts.flatMap(({ trackId, attempt, token }): AttemptToKill[] => {
    const row = byId.get(trackId);
    // The database was restored to a time before this attempt. Its script is not known to be unwanted.
    if (row === undefined || row.attempt < attempt) return [];
    // A lost track keeps its token, because its attempt may still report. It waits until a person decides.
    if (row.token?.equals(token) !== true) return [{ token, why: "stale" }];
    return row.isKillAsked ? [{ token, why: "cancelled" }] : [];
  });
}
