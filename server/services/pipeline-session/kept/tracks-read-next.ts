import type { Plan } from "#engine/plan/plan.ts";
import type { PipelineSession } from "../pipeline-session.ts";

/** The tracks that most settlements of a vertex read. */
export function tracksOfSettlement(plan: Plan, number: number): number[] {
  const vertex = plan.vertices[number];
  return [number, ...headsOf(plan, number), ...(vertex?.routeReads ?? [])];
}

/** Where something has to be read, the hops behind it are read along until they are so many tracks. */
const READ_AHEAD = 16;

/**
 * The tracks that settling what a session began will most likely read, and that are not known yet. Where there are some,
 * also those that the settlements behind that will read: in a chain one read is then enough for many settlements.
 */
export function tracksReadNext({ plan, tracks }: PipelineSession): number[] {
  let begun = tracks
    .changed()
    .filter(({ state }) => state === "running")
    .map(({ number }) => number);
  const unknownOf = (numbers: readonly number[]) =>
    tracksAround(plan, numbers).filter((number) => !tracks.isKnown(number));
  const found = new Set(unknownOf(begun));
  const passed = new Set(begun);
  while (found.size > 0 && found.size < READ_AHEAD) {
    begun = [...new Set(begun.flatMap((number) => headsOf(plan, number)))].filter(
      (number) => !passed.has(number),
    );
    if (begun.length === 0 || begun.length > READ_AHEAD) break;
    for (const number of begun) {
      passed.add(number);
      if (found.size < READ_AHEAD) for (const each of unknownOf([number])) found.add(each);
    }
  }
  return [...found];
}

/** What settling these vertices, and claiming what becomes ready then, reads. */
function tracksAround(plan: Plan, numbers: readonly number[]): number[] {
  const settled = numbers.flatMap((number) => tracksOfSettlement(plan, number));
  // What becomes ready then is claimed at once, with its inputs.
  const inputs = settled.flatMap((number) => {
    const vertex = plan.vertices[number];
    return vertex === undefined ? [] : [...vertex.reads, ...vertex.calls];
  });
  return [...new Set([...settled, ...inputs])];
}

function headsOf(plan: Plan, number: number): number[] {
  return plan.vertices[number]?.outs.map((edge) => edge.head) ?? [];
}
