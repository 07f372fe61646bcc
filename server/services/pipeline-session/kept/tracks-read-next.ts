import type { Plan } from "#engine/plan/plan.ts";
import type { PipelineSession } from "../pipeline-session.ts";

/** The tracks that most settlements of a vertex read. */
export function tracksOfSettlement(plan: Plan, number: number): number[] {
  const vertex = plan.vertices[number];
  return [number, ...(vertex?.outs.map((edge) => edge.head) ?? []), ...(vertex?.routeReads ?? [])];
}

/** The tracks that settling what a session began will most likely read, and that are not known yet. */
export function tracksReadNext({ plan, tracks }: PipelineSession): number[] {
  const begun = tracks.changed().filter(({ state }) => state === "running");
  const settled = begun.flatMap(({ number }) => tracksOfSettlement(plan, number));
  // What becomes ready then is claimed at once, with its inputs.
  const inputs = settled.flatMap((number) => {
    const vertex = plan.vertices[number];
    return vertex === undefined ? [] : [...vertex.reads, ...vertex.calls];
  });
  return [...new Set([...settled, ...inputs])].filter((number) => !tracks.isKnown(number));
}
