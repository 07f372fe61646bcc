import { kindOf } from "../kinds/kinds.ts";
import { locksNeeded } from "../locks/locks.ts";
import type { VertexSpec } from "../model/graph-content.ts";
import type { Plan, PlanVertex } from "../plan/plan.ts";

/** A named resource with a number of slots. A track holds one slot while it runs. */
export type ConcurrencyClaim = { readonly name: string; readonly slots: number };

const LOCK = "lock:";

/** The lock that a claim is for; null where it is for a limit. */
export function heldLock(claim: string): string | null {
  return claim.startsWith(LOCK) ? (claim.slice(LOCK.length).split("@")[0] ?? null) : null;
}

/** True where a track of the vertex needs slots while it runs. */
export function needsSlots({ limits }: Plan, { spec }: PlanVertex): boolean {
  if (spec.foreach !== undefined) return false;
  return spec.locks !== undefined || (isRun(spec) && (spec.limit !== undefined || limits.tracks !== null));
}

/** Limits count what runners execute. */
function isRun(spec: VertexSpec): boolean {
  return kindOf(spec).carriedOutBy === "runner";
}

/**
 * What a track must hold while it runs: its locks, and a slot of the limits of its vertex and its pipeline. A track that
 * runs a graph holds its locks only: what runs below it counts for the limits.
 */
export function concurrencyClaims(
  { limits }: Plan,
  { name, spec }: PlanVertex,
  at: {
    readonly graphId: number;
    readonly pipelineId: number;
    /** The vertex with `foreach` that this track is an item of. */
    readonly itemOf?: string;
    /** The names of its locks as `lockNames` gives them; null before they are known. */
    readonly locks?: readonly string[] | null;
    /** The tracks above it that hold locks while it runs, by the lock. */
    readonly held?: ReadonlyMap<string, number>;
  },
): readonly ConcurrencyClaim[] {
  // Each of its items has claims of its own.
  if (spec.foreach !== undefined) return [];
  return [
    ...locksNeeded(spec, at.locks ?? null).map(({ name, slots }) => {
      const holder = at.held?.get(name);
      // Tracks below the holder share its slot: one of them at a time.
      return holder === undefined
        ? { name: `${LOCK}${name}`, slots }
        : { name: `${LOCK}${name}@${holder}`, slots: 1 };
    }),
    ...(spec.limit === undefined || !isRun(spec)
      ? []
      : [{ name: `vertex:${at.graphId}:${at.itemOf ?? name}`, slots: spec.limit }]),
    ...(limits.tracks === null || !isRun(spec)
      ? []
      : [{ name: `pipeline:${at.pipelineId}`, slots: limits.tracks }]),
  ];
}
