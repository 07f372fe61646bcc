import { type Lock, locksNeeded } from "#engine/locks/locks.ts";
import { isBegun } from "#engine/model/track.ts";
import type { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

type IsClaimed = (track: number) => boolean;

/** A slot of each of its locks is free. A track holds its locks while it runs or is lost, or its undo runs. */
export function hasFreeLocks(run: SimulatedPipeline, track: number, isClaimed: IsClaimed): boolean {
  const held = locksHeld(run, isClaimed);
  return locksOf(run, track).every(({ name, slots }) => (held.get(name) ?? 0) < slots);
}

function locksHeld(run: SimulatedPipeline, isClaimed: IsClaimed): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { number } of run.plan.vertices) {
    const { state } = run.track(number);
    const isHolding = isBegun(state) || (state === "reverting" && isClaimed(number));
    if (isHolding) for (const { name } of locksOf(run, number)) held.set(name, (held.get(name) ?? 0) + 1);
  }
  return held;
}

/** Its names must be known once it may be claimed. */
function locksOf(run: SimulatedPipeline, track: number): readonly Lock[] {
  const { spec = {} } = run.plan.vertices[track] ?? {};
  const { locks, state } = run.track(track);
  const known = locksNeeded(spec, locks);
  if (known.length === 0 && spec.locks !== undefined && spec.foreach === undefined && state === "pending")
    throw new Error(`Track ${track} is ready, and the names of its locks are not known.`);
  return known;
}
