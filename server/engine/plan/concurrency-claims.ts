import type { Plan, PlanVertex } from "./plan.ts";

/** Something of which there are so many, and of which a track holds one while it runs. */
export type ConcurrencyClaim = { readonly name: string; readonly slots: number };

/** What a track has to hold while it runs: its locks, and a place within the limits of its vertex and its pipeline. */
export function concurrencyClaims(
  { limits }: Plan,
  { name, spec }: PlanVertex,
  at: {
    readonly graphId: number;
    readonly pipelineId: number;
    /** The vertex of whose items this is one. */
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
