import { inputsOfLocks } from "../locks/locks.ts";
import type { VertexSpec } from "../model/graph-content.ts";
import type { Plan, PlanEdge, PlanVertex } from "../plan/plan.ts";

/** The plan where no approval says who must answer: a forecast does not know who will. */
export function withoutApprovers(plan: Plan): Plan {
  if (!plan.vertices.some(({ spec }) => spec.kind === "approval")) return plan;
  return { ...plan, vertices: plan.vertices.map((vertex) => withSpec(vertex, anybodyApproves(vertex.spec))) };
}

/**
 * The plan where nothing has to be known to choose the out-edges of a vertex: all that may be taken after a success are
 * taken.
 */
export function withoutRouting(plan: Plan, number: number): Plan {
  const free = (edge: PlanEdge): PlanEdge =>
    edge.tail !== number
      ? edge
      : { ...edge, isDefault: false, when: typeof edge.when === "object" ? "succeeded" : edge.when };
  const heads = new Set(plan.vertices[number]?.outs.map(({ head }) => head));
  const vertices = plan.vertices.map((vertex): PlanVertex => {
    if (vertex.number === number) {
      const { branch: _, ...spec } = vertex.spec;
      return { ...vertex, spec, isRouted: false, routeReads: [], outs: vertex.outs.map(free) };
    }
    return heads.has(vertex.number) ? { ...vertex, ins: vertex.ins.map(free) } : vertex;
  });
  return { ...plan, vertices };
}

/**
 * The plan where nothing has to be known to begin these vertices. Each still asks for what it asks in any case; locks whose names
 * depend on its inputs are left out.
 */
export function withoutValues(plan: Plan, numbers: ReadonlySet<number>): Plan {
  return withVertices(plan, numbers, (vertex) => {
    const { inputs = {}, retry: _retry, locks = [], ...spec } = vertex.spec;
    const asked = Object.entries(inputs).flatMap(([name, { from: _from, default: _default, ...input }]) =>
      input.required === true && input.ask !== "never" ? [[name, input] as const] : [],
    );
    const known = locks.filter((lock) => inputsOfLocks({ ...vertex.spec, locks: [lock] }).size === 0);
    const simple: VertexSpec = {
      ...spec,
      inputs: Object.fromEntries(asked),
      ...(known.length > 0 && { locks: known }),
    };
    return { ...withSpec(vertex, simple), reads: [], calls: [], readsFailures: false };
  });
}

/** The plan where a vertex is done after its next round. */
export function withoutRounds(plan: Plan, number: number): Plan {
  return withVertices(plan, new Set([number]), (vertex) => {
    const { repeat: _, ...spec } = vertex.spec;
    return withSpec(vertex, spec);
  });
}

function withVertices(
  plan: Plan,
  numbers: ReadonlySet<number>,
  change: (vertex: PlanVertex) => PlanVertex,
): Plan {
  return {
    ...plan,
    vertices: plan.vertices.map((vertex) => (numbers.has(vertex.number) ? change(vertex) : vertex)),
  };
}

function withSpec(vertex: PlanVertex, spec: VertexSpec): PlanVertex {
  return { ...vertex, spec };
}

function anybodyApproves(spec: VertexSpec): VertexSpec {
  if (spec.kind !== "approval" || spec.prompt === undefined) return spec;
  const { assignees: _1, quorum: _2, excludeLauncher: _3, excludeSealer: _4, ...prompt } = spec.prompt;
  return { ...spec, prompt };
}
