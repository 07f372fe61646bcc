import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { concurrencyClaim, concurrencySlot } from "#drizzle/schema/pipelines/concurrency.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { ConcurrencyClaim } from "#engine/policies/concurrency-claims.ts";
import type { Queries } from "#platform/database/db.ts";
import { bulkRows } from "../bulk-rows.ts";
import { builtStatement, type Write } from "../write-together.ts";

const ROWS_A_STATEMENT = 500;

/** Writes which slots the tracks of a pipeline need while they run. Tracks are named by their vertices' numbers. */
export function concurrencyClaimInserts(
  pipelineId: number,
  rows: readonly (ConcurrencyClaim & { readonly number: number })[],
): Write[] {
  const writes: Write[] = [];
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
    const some = rows.slice(at, at + ROWS_A_STATEMENT);
    const claims = bulkRows(some.map(({ number, name, slots }) => ({ number, name, slots })));
    const statement = sql`
      insert into concurrency_claim (track_id, name, slots)
      select t.id, c.name, c.slots
      from ${claims} as c straight_join track t on t.pipeline_id = ${pipelineId} and t.number = c.number`;
    writes.push({ ...builtStatement(statement), matches: some.length });
  }
  return writes;
}

/** In the order of their names. All transactions take slots in this order, so that there is no deadlock. */
export async function concurrencyClaimsOf(tx: Queries, trackId: number): Promise<ConcurrencyClaim[]> {
  return tx
    .select({ name: concurrencyClaim.name, slots: concurrencyClaim.slots })
    .from(concurrencyClaim)
    .where(eq(concurrencyClaim.trackId, trackId))
    .orderBy(asc(concurrencyClaim.name));
}

/** The claims of tracks, in the order of `tracks`. */
export async function claimsOfTracks(
  tx: Queries,
  tracks: readonly { readonly pipelineId: number; readonly number: number }[],
): Promise<{ trackId: number; name: string }[]> {
  const found: { trackId: number; name: string }[] = [];
  for (const { pipelineId, number } of tracks)
    found.push(
      ...(await tx
        .select({ trackId: concurrencyClaim.trackId, name: concurrencyClaim.name })
        .from(concurrencyClaim)
        .innerJoin(track, eq(track.id, concurrencyClaim.trackId))
        .where(and(eq(track.pipelineId, pipelineId), eq(track.number, number)))),
    );
  return found;
}

/** Replaces the claims of a track: its locks have other names now. */
export function concurrencyClaimReplacement(trackId: number, claims: readonly ConcurrencyClaim[]): Write[] {
  const old = { text: "delete from concurrency_claim where track_id = ?", values: [trackId] };
  const rows = claims.map(({ name, slots }) => sql`(${trackId}, ${name}, ${slots})`);
  if (rows.length === 0) return [old];
  const made = sql`insert into concurrency_claim (track_id, name, slots) values ${sql.join(rows, sql`, `)}`;
  return [old, { ...builtStatement(made), matches: rows.length }];
}

/**
 * Takes one slot for a track, or keeps the one that it has; false where all are taken. If two want the last slot, the
 * second waits and gets none. Where those who hold slots and this track name different numbers of slots, the smallest
 * counts.
 */
export async function takeSlot(
  tx: Queries,
  trackId: number,
  { name, slots }: ConcurrencyClaim,
): Promise<boolean> {
  for (;;) {
    const rows = await slotsOf(tx, name, slots > 1);
    if (rows.some((row) => row.trackId === trackId)) return true;
    const limit = Math.min(slots, ...rows.map((row) => row.slots));
    if (rows.length >= limit) return false;
    const taken = new Set(rows.map(({ slot }) => slot));
    let slot = 0;
    while (taken.has(slot)) slot += 1;
    const [result] = await tx.insert(concurrencySlot).ignore().values({ name, slot, slots, trackId });
    if (result.affectedRows === 1) return true;
  }
}

/** True where `takeSlot` would give the track a slot now. It takes none, so another may come first. */
export async function isSlotFree(
  tx: Queries,
  trackId: number,
  { name, slots }: ConcurrencyClaim,
): Promise<boolean> {
  const rows = await slotsOf(tx, name, false);
  const limit = Math.min(slots, ...rows.map((row) => row.slots));
  return rows.length < limit || rows.some((row) => row.trackId === trackId);
}

/**
 * The slots of a name that are taken. With `isLocked` their rows stay until the end of the transaction: else a slot that
 * is given back meanwhile could be taken by somebody who names fewer slots.
 */
async function slotsOf(tx: Queries, name: string, isLocked: boolean) {
  const rows = tx
    .select({ slot: concurrencySlot.slot, slots: concurrencySlot.slots, trackId: concurrencySlot.trackId })
    .from(concurrencySlot)
    .where(eq(concurrencySlot.name, name));
  return isLocked ? rows.for("update") : rows;
}

/** Gives back every slot that the track has, at once. */
export async function releaseSlotsNow(tx: Queries, trackId: number): Promise<void> {
  await tx.delete(concurrencySlot).where(eq(concurrencySlot.trackId, trackId));
}

/** Gives back every slot that these tracks have. */
export function slotReleases(trackIds: readonly number[]): Write[] {
  if (trackIds.length === 0) return [];
  const isTheirs = inArray(concurrencySlot.trackId, [...trackIds]);
  return [builtStatement(sql`delete from ${concurrencySlot} where ${isTheirs}`)];
}
