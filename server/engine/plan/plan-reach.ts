import type { Plan, PlanEdge, PlanVertex } from "./plan.ts";

/** The vertices that can be reached from `number` along the edges, nearest first, without `number` itself. */
export function descendantsOf(plan: Plan, number: number): readonly number[] {
  return reached(
    plan,
    number,
    (vertex) => vertex.outs,
    (edge) => edge.head,
  );
}

/** The vertices from which `number` can be reached along the edges, nearest first, without `number` itself. */
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
  // The loop also visits the numbers that are added to the set while it runs.
  for (const number of seen) {
    const vertex = plan.vertices[number];
    if (vertex === undefined) throw new RangeError(`The plan has no vertex number ${number}.`);
    for (const edge of edgesOf(vertex)) seen.add(endOf(edge));
  }
  seen.delete(from);
  return [...seen];
}
