import { concurrencyClaimsOf, releaseSlotsNow, takeSlot } from "#repos/tracks/concurrency-slot-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";

/**
 * Takes one slot of each lock and limit that a track needs while it runs, or none at all. Gives whether it has them.
 */
export async function takeSlots(session: PipelineSession, number: number): Promise<boolean> {
  const { id, hasConcurrencyClaims } = session.tracks.asRead(number);
  if (!hasConcurrencyClaims) return true;
  const { tx } = session;
  for (const claim of await concurrencyClaimsOf(tx, id)) {
    if (await takeSlot(tx, id, claim)) continue;
    await releaseSlotsNow(tx, id);
    return false;
  }
  return true;
}
