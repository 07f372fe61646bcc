import type { GraphBuilder } from "../foreign/graph-builder.ts";
import type { Flow, FlowGraph, FlowNode } from "./flow-graph.ts";
import { withoutGateways } from "./flow-graph.ts";

/** What a gateway that cannot be left out becomes: it waits for the shortest time, and no runner is held. */
const GATEWAY = {
  kind: "wait",
  wait: { for: "1ms" },
  description: "A gateway of the imported process: it waits for all before it, and chooses what comes next.",
};

/** Where a path of a choice ends: without it another one would be taken. */
const END = {
  kind: "wait",
  wait: { for: "1ms" },
  description: "The imported process ended here.",
};

/**
 * Adds the edges of a process, and a vertex for each gateway and each end that edges cannot stand for.
 *
 * @param names the vertices that were added for work, by the id of their node.
 * @returns the vertex at which each edge of the definition with an `origin` begins.
 */
export function addFlows(
  builder: GraphBuilder,
  graph: FlowGraph,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const { nodes, flows: found, branches, loops } = withoutGateways(graph);
  const flows = found.filter(({ from, to }) => from !== to);
  const selves = found.filter(({ from, to }) => from === to).map(({ from }) => from);
  const all = new Map(names);
  for (const node of nodes.filter(({ type }) => type === "gateway"))
    all.set(node.id, addGateway(builder, node));
  for (const { id } of nodes.filter(({ type }) => type === "end")) {
    const vertex = builder.reserveOwn("ends here");
    builder.add(vertex, END);
    all.set(id, vertex);
  }
  for (const [id, branch] of branches) builder.add(all.get(id) ?? id, { branch });
  for (const id of new Set([...loops, ...selves]))
    builder.note(
      all.get(id) ?? null,
      id,
      "not carried over: it led back to itself. Use `repeat` or `poll`",
      true,
    );
  const tails = new Map<string, string>();
  for (const flow of withoutTwins(builder, flows, all)) {
    const tail = all.get(flow.from) ?? flow.from;
    if (flow.origin !== undefined) tails.set(flow.origin, tail);
    builder.connect({
      tail,
      head: all.get(flow.to) ?? flow.to,
      ...(flow.when !== undefined && { when: flow.when }),
      ...(flow.isDefault === true && { default: true }),
    });
  }
  return tails;
}

function addGateway(builder: GraphBuilder, { id, name, branch }: FlowNode): string {
  const vertex = builder.reserve(name ?? id, id);
  builder.add(vertex, { ...GATEWAY, ...(branch !== undefined && { branch }) });
  return vertex;
}

/** A graph has one edge from a vertex to another: of two with different conditions, a person has to make one. */
function withoutTwins(
  builder: GraphBuilder,
  flows: readonly Flow[],
  names: ReadonlyMap<string, string>,
): readonly Flow[] {
  const known = new Map<string, Flow>();
  for (const flow of flows) {
    const key = `${flow.from}\n${flow.to}`;
    const first = known.get(key);
    if (first === undefined) known.set(key, flow);
    else if (first.when !== flow.when || first.isDefault !== flow.isDefault) {
      const text = `two edges lead to ${names.get(flow.to) ?? flow.to}; the condition of the second was not carried over: ${flow.when ?? "none"}`;
      builder.note(names.get(flow.from) ?? null, flow.origin ?? flow.from, text, true);
    }
  }
  return [...known.values()];
}
