/**
 * The steps of a foreign process with its gateways, and the way to do without the gateways: where the edges between the
 * steps say the same, no vertex is left over for a gateway.
 */
export type FlowNode = {
  readonly id: string;
  /** The name that a person gave; null if it has none. */
  readonly name: string | null;
  /** `end`: what leads there leads nowhere. */
  readonly type: "work" | "gateway" | "end";
  /** For a gateway with conditions: how many of them must hold. */
  readonly branch?: "first" | "one" | "some";
};

export type Flow = {
  readonly from: string;
  readonly to: string;
  /** A condition as CEL. */
  readonly when?: string;
  readonly isDefault?: boolean;
  /** The edge of the definition whose condition it has. */
  readonly origin?: string;
};

export type FlowGraph = { readonly nodes: readonly FlowNode[]; readonly flows: readonly Flow[] };

export type WithoutGateways = {
  /** Work, and the gateways that could not be left out, each with its `branch` and the name that it should have. */
  readonly nodes: readonly FlowNode[];
  readonly flows: readonly Flow[];
  /** Of work that chooses among its out-edges: what a gateway behind it did. */
  readonly branches: ReadonlyMap<string, NonNullable<FlowNode["branch"]>>;
  /** Steps that lead back to themselves without another step between: such an edge cannot be drawn. */
  readonly loops: readonly string[];
};

/** More edges in place of one gateway would be hard to read. */
const MAX_EDGES_FOR_GATEWAY = 100;

/** A pass leaves out every gateway that it can; others may follow from that. What is left after these stays. */
const MAX_PASSES = 20;

/** The same steps in the same order with as few gateways as possible. A pure function; it ends for cycles, too. */
export function withoutGateways(graph: FlowGraph): WithoutGateways {
  const work = new Contraction(graph);
  let passes = 1;
  while (passes < MAX_PASSES && work.pass()) passes += 1;
  return work.result();
}

class Contraction {
  private readonly nodes: Map<string, FlowNode>;
  private flows: readonly Flow[];
  private readonly branches = new Map<string, NonNullable<FlowNode["branch"]>>();
  private readonly loops = new Set<string>();

  constructor({ nodes, flows }: FlowGraph) {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    this.flows = flows;
  }

  /** Leaves out each gateway that can be left out now; false if there was none. */
  pass(): boolean {
    let isChanged = false;
    for (const { id } of [...this.nodes.values()]) {
      const node = this.nodes.get(id);
      if (node?.type !== "gateway") continue;
      const ins = this.flows.filter(({ to }) => to === id);
      const outs = this.flows.filter(({ from }) => from === id);
      const isChoice = outs.some(({ when, isDefault }) => when !== undefined || isDefault === true);
      isChanged = (isChoice ? this.giveChoice(node, ins, outs) : this.connect(node, ins, outs)) || isChanged;
    }
    return isChanged;
  }

  result(): WithoutGateways {
    const ends = new Set([...this.nodes.values()].filter(({ type }) => type === "end").map(({ id }) => id));
    const nodes = [...this.nodes.values()].filter(({ type }) => type !== "end");
    const leadsOut = new Set(this.flows.filter(({ to }) => ends.has(to)).map(({ from }) => from));
    return {
      // Where one of the roads ends, that no other condition holds is no failure.
      nodes: nodes.map(({ branch, ...node }) =>
        branch === undefined || leadsOut.has(node.id) ? node : { ...node, branch },
      ),
      flows: this.flows.filter(({ to }) => !ends.has(to)),
      branches: new Map([...this.branches].filter(([id]) => !leadsOut.has(id))),
      loops: [...this.loops],
    };
  }

  /** A gateway without conditions: each step before it leads to each step behind it. */
  private connect(gateway: FlowNode, ins: readonly Flow[], outs: readonly Flow[]): boolean {
    const isLoop = ins.some(({ from }) => from === gateway.id);
    if (isLoop || ins.length * outs.length > MAX_EDGES_FOR_GATEWAY) return false;
    // One condition on several edges would hold for several of them.
    if (outs.length > 1 && ins.some(({ when, isDefault }) => when !== undefined || isDefault)) return false;
    const others = this.flows.filter(({ from, to }) => from !== gateway.id && to !== gateway.id);
    const heads = new Set(outs.map(({ to }) => to));
    // Behind a join of several roads, a step that other roads lead to as well would wait for those, too.
    const isMixed = ins.length > 1 && others.some(({ to }) => heads.has(to) && this.typeOf(to) !== "end");
    if (isMixed) return false;
    const added = ins.flatMap((into) => outs.map(({ to }) => ({ ...into, to })));
    const known = new Set(others.map(({ from, to }) => `${from}\n${to}`));
    if (added.some(({ from, to }) => known.has(`${from}\n${to}`) && this.typeOf(to) !== "end")) return false;
    for (const { from, to } of added) if (from === to) this.loops.add(from);
    this.flows = [...others, ...added.filter(({ from, to }) => from !== to)];
    this.nodes.delete(gateway.id);
    this.handOnName(gateway, outs);
    return true;
  }

  /** The only step before a gateway with conditions can choose itself. */
  private giveChoice(gateway: FlowNode, ins: readonly Flow[], outs: readonly Flow[]): boolean {
    const [into] = ins;
    if (into === undefined || ins.length > 1 || into.when !== undefined || into.isDefault) return false;
    const before = this.nodes.get(into.from);
    const isAlone = this.flows.filter(({ from }) => from === into.from).length === 1;
    if (before?.type !== "work" || !isAlone || outs.some(({ to }) => to === before.id)) return false;
    this.flows = this.flows.flatMap((flow) => {
      if (flow === into) return [];
      return flow.from === gateway.id ? [{ ...flow, from: before.id }] : [flow];
    });
    if (gateway.branch !== undefined) this.branches.set(before.id, gateway.branch);
    this.nodes.delete(gateway.id);
    return true;
  }

  /** A gateway behind the one that is left out, and that has no name of its own, is known by the first of them. */
  private handOnName(gateway: FlowNode, outs: readonly Flow[]): void {
    const [out] = outs;
    const next = out === undefined || outs.length > 1 ? undefined : this.nodes.get(out.to);
    if (next?.type === "gateway" && next.name === null)
      this.nodes.set(next.id, { ...next, name: gateway.name ?? gateway.id });
  }

  private typeOf(id: string): FlowNode["type"] | undefined {
    return this.nodes.get(id)?.type;
  }
}
