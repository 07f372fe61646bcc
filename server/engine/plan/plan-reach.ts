import type { Plan, PlanEdge, PlanVertex } from "./plan.ts";

/** Numbers of the vertices that can be reached from `number` along the edges, nearest first, without itself. */
export function descendantsOf(plan: Plan, number: number): readonly number[] {
  return reached(
    plan,
    number,
    (vertex) => vertex.outs,
    (edge) => edge.head,
  );
}

/** Numbers of the vertices from which `number` can be reached, nearest first, without itself. */
export function ancestorsOf(plan: Plan, number: number): readonly number[] {
  return reached(
    plan,
    number,
    (vertex) => vertex.ins,
    (edge) => edge.tail,
  );
}

function reached(
  plan: Plan,
  from: number,
  edgesOf: (vertex: PlanVertex) => readonly PlanEdge[],
  endOf: (edge: PlanEdge) => number,
): readonly number[] {
  const seen = new Set([from]);
  // A set gives back what is added to it while it is walked.
  for (const number of seen) {
    const vertex = plan.vertices[number];
    if (vertex === undefined) throw new RangeError(`The plan has no vertex number ${number}.`);
    for (const edge of edgesOf(vertex)) seen.add(endOf(edge));
  }
  seen.delete(from);
  return [...seen];
}
