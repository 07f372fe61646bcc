import { asc, eq, inArray, sql } from "drizzle-orm";
import { concurrencyClaim, concurrencySlot } from "#drizzle/schema/concurrency.ts";
import type { ConcurrencyClaim } from "#engine/plan/concurrency-claims.ts";
import type { Queries } from "#platform/database/db.ts";
import { bulkRows } from "../bulk-rows.ts";
import type { Write } from "../write-together.ts";

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
    writes.push({ statement, matches: some.length });
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

/** Takes one slot for a track; false where all are taken. If two want the last slot, the second waits and gets none. */
export async function takeSlot(
  tx: Queries,
  trackId: number,
  { name, slots }: ConcurrencyClaim,
): Promise<boolean> {
  const rows = await tx
    .select({ slot: concurrencySlot.slot })
    .from(concurrencySlot)
    .where(eq(concurrencySlot.name, name));
  const taken = new Set(rows.map(({ slot }) => slot));
  for (let slot = 0; slot < slots; slot += 1) {
    if (taken.has(slot)) continue;
    const [result] = await tx.insert(concurrencySlot).ignore().values({ name, slot, trackId });
    if (result.affectedRows === 1) return true;
  }
  return false;
}

/** Gives back every slot that the track has, at once. */
export async function releaseSlotsNow(tx: Queries, trackId: number): Promise<void> {
  await tx.delete(concurrencySlot).where(eq(concurrencySlot.trackId, trackId));
}

/** Gives back every slot that these tracks have. */
export function slotReleases(trackIds: readonly number[]): Write[] {
  if (trackIds.length === 0) return [];
  return [
    {
      statement: sql`delete from ${concurrencySlot} where ${inArray(concurrencySlot.trackId, [...trackIds])}`,
    },
  ];
}
