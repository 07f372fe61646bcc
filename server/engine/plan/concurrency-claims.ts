import type { Plan, PlanVertex } from "./plan.ts";

/** A named resource with a number of slots. A track holds one slot while it runs. */
export type ConcurrencyClaim = { readonly name: string; readonly slots: number };

/** What a track must hold while it runs: its locks, and a slot of the limits of its vertex and its pipeline. */
export function concurrencyClaims(
  { limits }: Plan,
  { name, spec }: PlanVertex,
  at: {
    readonly graphId: number;
    readonly pipelineId: number;
    /** The vertex with `foreach` that this track is an item of. */
    readonly itemOf?: string;
  },
): readonly ConcurrencyClaim[] {
  return [
    ...(spec.locks ?? []).map((lock) => ({ name: `lock:${lock}`, slots: 1 })),
    ...(spec.limit === undefined
      ? []
      : [{ name: `vertex:${at.graphId}:${at.itemOf ?? name}`, slots: spec.limit }]),
    ...(limits.tracks === null ? [] : [{ name: `pipeline:${at.pipelineId}`, slots: limits.tracks }]),
  ];
}
