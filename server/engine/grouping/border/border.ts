import { orderOf } from "../../check/analysis/vertex-order.ts";
import type { EdgeSpec, GraphContent } from "../../model/graph-content.ts";
import { choosersOf } from "./choosers.ts";

/** Why a grouping would change what the graph does, and the vertices to look at. */
export type Reason = { readonly text: string; readonly vertices: readonly string[] };

/** A graph and the vertices of it that go into a child graph, with the edges sorted by where they are. */
export type Border = {
  readonly content: GraphContent;
  /** The vertices that are grouped, in the order of the file. */
  readonly inside: ReadonlySet<string>;
  /** Edges between vertices that are grouped. */
  readonly inner: readonly EdgeSpec[];
  /** Edges that lead into the group. */
  readonly entering: readonly EdgeSpec[];
  /** Edges that lead out of it. */
  readonly leaving: readonly EdgeSpec[];
  /** The vertices inside that run only after a failure inside, so that they decide nothing about what is behind. */
  readonly reactions: ReadonlySet<string>;
  /** All vertices that take only some of their edges by a rule or by what their script says. */
  readonly choosers: ReadonlySet<string>;
};

/** The border as far as it follows from the edges alone. */
type Divided = Omit<Border, "reactions" | "choosers">;

/** Names that the graph does not have are left out. */
export function borderOf(content: GraphContent, names: Iterable<string>): Border {
  const wanted = new Set(names);
  const inside = new Set([...content.vertices.keys()].filter((name) => wanted.has(name)));
  const [inner, entering, leaving]: [EdgeSpec[], EdgeSpec[], EdgeSpec[]] = [[], [], []];
  for (const edge of content.edges) {
    const [isFrom, isTo] = [inside.has(edge.tail), inside.has(edge.head)];
    if (isFrom && isTo) inner.push(edge);
    else if (isTo) entering.push(edge);
    else if (isFrom) leaving.push(edge);
  }
  const border = { content, inside, inner, entering, leaving };
  return { ...border, reactions: reactionsIn(border), choosers: choosersOf(content) };
}

/** The part of a graph inside of the border, as it is. */
export function insideOf({ content, inside, inner }: Divided): GraphContent {
  const vertices = new Map([...content.vertices].filter(([name]) => inside.has(name)));
  return { signalbox: 1, name: content.name, vertices, edges: inner };
}

/** The edges by one of their ends. */
export function edgesBy(
  edges: readonly EdgeSpec[],
  end: "tail" | "head",
): ReadonlyMap<string, readonly EdgeSpec[]> {
  const found = new Map<string, EdgeSpec[]>();
  for (const edge of edges) if (found.get(edge[end])?.push(edge) === undefined) found.set(edge[end], [edge]);
  return found;
}

/** True for an edge that is taken after a success of its tail whatever its values are. */
export function isPlain({ when, default: isDefault, rescue, after }: EdgeSpec): boolean {
  return when === undefined && isDefault !== true && rescue !== true && after === undefined;
}

function reactionsIn(border: Divided): ReadonlySet<string> {
  const { content, inner, entering } = border;
  const ins = edgesBy(inner, "head");
  const entered = new Set(entering.map(({ head }) => head));
  const rescued = new Set(inner.flatMap(({ tail, rescue }) => (rescue === true ? [tail] : [])));
  const reactions = new Set<string>();
  // What follows a failure that is ignored or handled can also run in a pipeline that succeeds.
  const isAfterFailure = ({ tail, when, rescue }: EdgeSpec) =>
    when === "failed" &&
    rescue !== true &&
    !rescued.has(tail) &&
    content.vertices.get(tail)?.onFailure !== "ignore";
  for (const name of orderOf(insideOf(border)).names) {
    const own = ins.get(name) ?? [];
    const isReaction = (edge: EdgeSpec) =>
      isAfterFailure(edge) ||
      (reactions.has(edge.tail) && edge.when !== "always" && edge.after === undefined);
    if (own.length > 0 && !entered.has(name) && own.every(isReaction)) reactions.add(name);
  }
  return reactions;
}

/** A text that two edges share if they are taken in the same cases: all of an edge but its head. */
export function canonicalEdge({ tail, when, default: isDefault, rescue, after }: EdgeSpec): string {
  return JSON.stringify([tail, when ?? null, isDefault === true, rescue === true, after ?? null]);
}
