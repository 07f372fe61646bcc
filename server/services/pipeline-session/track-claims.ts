import { type ConcurrencyClaim, concurrencyClaims, heldLock } from "#engine/policies/concurrency-claims.ts";
import { pipelinesAbove } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { claimsOfTracks } from "#repos/tracks/concurrency-slot-rows.ts";
import type { PipelineSession } from "./pipeline-session.ts";

/**
 * What tracks of the session's pipeline must hold while they run, as they are now.
 *
 * @param numbers the tracks; they must have been loaded.
 */
export async function trackClaims(
  session: PipelineSession,
  numbers: readonly number[],
): Promise<(ConcurrencyClaim & { readonly number: number })[]> {
  if (numbers.length === 0) return [];
  const at = { ...placeOf(session), held: await locksAbove(session) };
  return numbers.flatMap((number) =>
    concurrencyClaims(session.plan, session.vertex(number), {
      ...at,
      locks: session.track(number).locks,
    }).map((claim) => ({ ...claim, number })),
  );
}

function placeOf({ row, sealed }: PipelineSession) {
  const place = { graphId: row.graphId, pipelineId: row.id };
  return sealed.itemOf === undefined ? place : { ...place, itemOf: sealed.itemOf };
}

/** The locks that tracks above the pipeline hold while it runs, each with the nearest of those tracks. */
async function locksAbove({ tx, row }: PipelineSession): Promise<ReadonlyMap<string, number>> {
  const held = new Map<string, number>();
  const { parentId, parentNumber } = row;
  if (parentId === null || parentNumber === null) return held;
  const above = [{ parentId, parentNumber }, ...(await pipelinesAbove(tx, parentId))];
  const tracks = above.flatMap((each) =>
    each.parentId === null || each.parentNumber === null
      ? []
      : [{ pipelineId: each.parentId, number: each.parentNumber }],
  );
  for (const { trackId, name } of await claimsOfTracks(tx, tracks)) {
    const lock = heldLock(name);
    if (lock !== null && !held.has(lock)) held.set(lock, trackId);
  }
  return held;
}
