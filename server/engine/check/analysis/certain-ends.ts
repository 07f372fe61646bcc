import type { EdgeSpec, GraphContent, VertexSpec } from "../../model/graph-content.ts";
import { isForSuccess } from "./edge-conditions.ts";
import type { VertexOrder } from "./vertex-order.ts";

/** What is certain of a vertex when it runs: sets of vertices, one bit each. */
type Before = {
  /** The vertices upstream. */
  readonly upstream: number;
  /** Those of them that have succeeded and given outputs. */
  readonly succeeded: number;
};

/**
 * What edges, joins and branches say about the ends of vertices in any pipeline of a graph. What people do, such as to skip
 * a track, is left out.
 */
export class CertainEnds {
  private readonly content: GraphContent;
  private readonly order: VertexOrder;
  private readonly insOf: ReadonlyMap<string, readonly EdgeSpec[]>;
  /** The vertices whose failure may be rescued: their other edges are dead then. */
  private readonly rescued: ReadonlySet<string>;
  /** The vertices that run in every pipeline that no failure ends. */
  private readonly alwaysRun: ReadonlySet<string>;

  constructor(content: GraphContent, order: VertexOrder) {
    this.content = content;
    this.order = order;
    const insOf = new Map<string, EdgeSpec[]>();
    for (const edge of content.edges)
      if (insOf.get(edge.head)?.push(edge) === undefined) insOf.set(edge.head, [edge]);
    this.insOf = insOf;
    this.rescued = new Set(content.edges.flatMap(({ tail, rescue }) => (rescue === true ? [tail] : [])));
    const alwaysRun = new Set<string>();
    for (const name of order.names) {
      const ins = insOf.get(name) ?? [];
      const isCertain = (edge: EdgeSpec) =>
        edge.when === "always" || (alwaysRun.has(edge.tail) && this.isTakenUnlessFailed(edge));
      const isEvery = this.spec(name).join === "every";
      if (ins.length === 0 || (isEvery ? ins.every(isCertain) : ins.some(isCertain))) alwaysRun.add(name);
    }
    this.alwaysRun = alwaysRun;
  }

  /** True if the vertex has outputs at the end of every pipeline that succeeded. */
  alwaysSucceeds(name: string): boolean {
    return this.alwaysRun.has(name) && !this.rescued.has(name) && givesOutputs(this.spec(name));
  }

  /**
   * What is certain when each vertex runs.
   *
   * @param bits the vertices that are asked about, at most 30.
   */
  before(bits: ReadonlyMap<string, number>): ReadonlyMap<string, Before> {
    const before = new Map<string, Before>();
    for (const name of this.order.names) {
      const ins = this.insOf.get(name) ?? [];
      let upstream = 0;
      for (const { tail } of ins) upstream |= (before.get(tail)?.upstream ?? 0) | (bits.get(tail) ?? 0);
      before.set(name, {
        upstream,
        succeeded: upstream === 0 ? 0 : this.succeededBefore(name, ins, bits, before),
      });
    }
    return before;
  }

  private succeededBefore(
    name: string,
    ins: readonly EdgeSpec[],
    bits: ReadonlyMap<string, number>,
    before: ReadonlyMap<string, Before>,
  ): number {
    const { join = "all" } = this.spec(name);
    // At least one edge is live, so what holds for each of them is certain.
    let inCommon = -1;
    let certain = 0;
    for (const edge of ins) {
      const { tail, when, after } = edge;
      // A timer starts its head while its tail still runs.
      const own =
        after === undefined && isForSuccess(when) && givesOutputs(this.spec(tail))
          ? (bits.get(tail) ?? 0)
          : 0;
      // An `always` edge is also taken if its tail did not run.
      const known = when === "always" ? 0 : own | (before.get(tail)?.succeeded ?? 0);
      inCommon &= known;
      const isLive = this.alwaysRun.has(tail) && this.isTakenUnlessFailed(edge);
      if (join === "every" || (join === "all" && isLive)) certain |= known;
    }
    return certain | inCommon;
  }

  /** True if the edge is taken whenever the pipeline goes on behind its tail. A script may choose by `next=`. */
  private isTakenUnlessFailed({ tail, when, after, default: isDefault }: EdgeSpec): boolean {
    const { branch, script = "" } = this.spec(tail);
    const isPlain = isDefault === undefined && after === undefined;
    const isOpen = isPlain && (when === undefined || when === "always");
    return isOpen && branch === undefined && !this.rescued.has(tail) && !script.includes("next=");
  }

  private spec(name: string): VertexSpec {
    return this.content.vertices.get(name) ?? {};
  }
}

/** False if all goes on after the vertex, although it failed or was skipped. */
function givesOutputs({ onFailure, onTimeout, poll }: VertexSpec): boolean {
  return onFailure !== "ignore" && onTimeout !== "skip" && poll?.onTimeout !== "skip";
}
