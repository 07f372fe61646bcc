/**
 * The steps of a foreign process with its gateways, and the way to do without the gateways: where the edges between the
 * steps say the same, no vertex is left over for a gateway.
 */
export type FlowNode = {
  readonly id: string;
  /** The name that a person gave; null if it has none. */
  readonly name: string | null;
  /** `end`: there the process ends. */
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
  /**
   * Work, and the gateways that could not be left out, each with its `branch` and the name that it should have. An end of
   * its own for each flow of a choice that ends there and without which the others would be chosen more often.
   */
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
  /** In their order; one that is gone leaves undefined. */
  private readonly flows: (Flow | undefined)[] = [];
  /** The places in `flows` of what leads to a node and from it, so that a gateway costs as much as what is at it. */
  private readonly ins = new Map<string, Set<number>>();
  private readonly outs = new Map<string, Set<number>>();
  private readonly pairs = new Map<string, number>();
  private readonly branches = new Map<string, NonNullable<FlowNode["branch"]>>();
  private readonly loops = new Set<string>();

  constructor({ nodes, flows }: FlowGraph) {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    for (const flow of flows) this.put(this.flows.length, flow);
  }

  /** Leaves out each gateway that can be left out now; false if there was none. */
  pass(): boolean {
    let isChanged = false;
    for (const { id } of [...this.nodes.values()]) {
      const node = this.nodes.get(id);
      if (node?.type !== "gateway") continue;
      const ins = this.at(this.ins.get(id));
      const outs = this.at(this.outs.get(id));
      const isChoice = outs.some(({ when, isDefault }) => when !== undefined || isDefault === true);
      isChanged = (isChoice ? this.giveChoice(node, ins, outs) : this.connect(node, ins, outs)) || isChanged;
    }
    return isChanged;
  }

  result(): WithoutGateways {
    const nodes: FlowNode[] = [];
    const flows: Flow[] = [];
    const branches = new Map<string, NonNullable<FlowNode["branch"]>>();
    const ends: FlowNode[] = [];
    for (const node of this.nodes.values()) {
      if (node.type === "end") continue;
      const { branch: own, ...plain } = node;
      const branch = own ?? this.branches.get(node.id);
      const outs = this.at(this.outs.get(node.id));
      const isEndKept = this.needsEnds(outs, branch);
      const left = isEndKept ? outs : outs.filter(({ to }) => this.typeOf(to) !== "end");
      // Where an end is left out, it is no failure that none of the other conditions holds.
      const kept = left.length < outs.length ? undefined : branch;
      nodes.push(node.type === "gateway" && kept !== undefined ? { ...plain, branch: kept } : plain);
      if (node.type === "work" && kept !== undefined) branches.set(node.id, kept);
      for (const flow of left) {
        if (this.typeOf(flow.to) !== "end") flows.push(flow);
        else {
          const end = { id: `${flow.to} ${ends.length}`, name: null, type: "end" } as const;
          ends.push(end);
          flows.push({ ...flow, to: end.id });
        }
      }
    }
    return { nodes: [...nodes, ...ends], flows, branches, loops: [...this.loops] };
  }

  /** Whether the others of these flows would be chosen in other cases if those to an end were left out. */
  private needsEnds(outs: readonly Flow[], branch: FlowNode["branch"]): boolean {
    const ends = outs.filter(({ to }) => this.typeOf(to) === "end");
    const hasDefault = outs.some(({ isDefault }) => isDefault === true);
    const isChoice = hasDefault || (branch !== undefined && outs.some(({ when }) => when !== undefined));
    if (ends.length === 0 || !isChoice) return false;
    const others = outs.filter(({ to }) => this.typeOf(to) !== "end");
    const isElse = ends.every(({ isDefault }) => isDefault === true);
    const isEachAlone = branch === undefined || branch === "some" || others.length <= 1;
    return !(isElse && isEachAlone && others.every(({ isDefault }) => isDefault !== true));
  }

  /** A gateway without conditions: each step before it leads to each step behind it. */
  private connect(gateway: FlowNode, ins: readonly Flow[], outs: readonly Flow[]): boolean {
    const isLoop = ins.some(({ from }) => from === gateway.id);
    if (isLoop || ins.length * outs.length > MAX_EDGES_FOR_GATEWAY) return false;
    // One condition on several edges would hold for several of them.
    if (outs.length > 1 && ins.some(({ when, isDefault }) => when !== undefined || isDefault)) return false;
    // Behind a join of several paths, a step that other paths lead to as well would wait for those, too.
    if (ins.length > 1 && outs.some(({ to }) => this.typeOf(to) !== "end" && this.hasOtherIn(to, gateway.id)))
      return false;
    const added = ins.flatMap((into) => outs.map(({ to }) => ({ ...into, to })));
    if (added.some((flow) => this.pairs.has(pairOf(flow)) && this.typeOf(flow.to) !== "end")) return false;
    for (const { from, to } of added) if (from === to) this.loops.add(from);
    this.removeAt(gateway);
    for (const flow of added) if (flow.from !== flow.to) this.put(this.flows.length, flow);
    this.nodes.delete(gateway.id);
    this.handOnName(gateway, outs);
    return true;
  }

  /** The only step before a gateway with conditions can choose itself. */
  private giveChoice(gateway: FlowNode, ins: readonly Flow[], outs: readonly Flow[]): boolean {
    const [into] = ins;
    if (into === undefined || ins.length > 1 || into.when !== undefined || into.isDefault) return false;
    const before = this.nodes.get(into.from);
    const isAlone = this.outs.get(into.from)?.size === 1;
    if (before?.type !== "work" || !isAlone || outs.some(({ to }) => to === before.id)) return false;
    const places = [...(this.outs.get(gateway.id) ?? [])].sort((a, b) => a - b);
    this.removeAt(gateway);
    for (const [number, flow] of outs.entries())
      this.put(places[number] ?? this.flows.length, { ...flow, from: before.id });
    if (gateway.branch !== undefined) this.branches.set(before.id, gateway.branch);
    this.nodes.delete(gateway.id);
    return true;
  }

  /** Whether something else than the gateway leads to a node. */
  private hasOtherIn(id: string, gateway: string): boolean {
    for (const place of this.ins.get(id) ?? []) if (this.flows[place]?.from !== gateway) return true;
    return false;
  }

  private at(places: ReadonlySet<number> | undefined): readonly Flow[] {
    return [...(places ?? [])].sort((a, b) => a - b).flatMap((place) => this.flows[place] ?? []);
  }

  private put(place: number, flow: Flow): void {
    this.flows[place] = flow;
    this.pairs.set(pairOf(flow), (this.pairs.get(pairOf(flow)) ?? 0) + 1);
    for (const [places, id] of [
      [this.outs, flow.from],
      [this.ins, flow.to],
    ] as const) {
      const known = places.get(id);
      if (known === undefined) places.set(id, new Set([place]));
      else known.add(place);
    }
  }

  /** Takes away all that leads to a gateway and from it. */
  private removeAt({ id }: FlowNode): void {
    for (const place of [...(this.ins.get(id) ?? []), ...(this.outs.get(id) ?? [])]) {
      const flow = this.flows[place];
      if (flow === undefined) continue;
      this.flows[place] = undefined;
      this.outs.get(flow.from)?.delete(place);
      this.ins.get(flow.to)?.delete(place);
      const left = (this.pairs.get(pairOf(flow)) ?? 1) - 1;
      if (left === 0) this.pairs.delete(pairOf(flow));
      else this.pairs.set(pairOf(flow), left);
    }
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

function pairOf({ from, to }: Flow): string {
  return `${from}\n${to}`;
}
