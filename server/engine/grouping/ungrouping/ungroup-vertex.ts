import { canonicalJson } from "../../graph-file/canonical-json.ts";
import type { EdgeSpec, GraphContent, GraphFile, VertexSpec } from "../../model/graph-content.ts";
import { headerOf } from "../../model/graph-content.ts";
import { withRenamedVertices } from "../../references/renamed-vertices.ts";
import { FreeNames } from "../../shape/names/free-name.ts";
import { borderOf, canonicalEdge, edgesBy, isPlain, type Reason } from "../border/border.ts";
import { breakingVertices } from "../border/certain-edges.ts";
import { endsOf } from "../border/exit.ts";
import type { Difference } from "../differences.ts";
import { type Grouped, groupVertices, type Refused } from "../group-vertices.ts";
import { type Inlined, withOutputsInlined, withParamsInlined } from "./inlined-values.ts";
import { refusedInner, ungroupingReason } from "./refused-inner.ts";
import { refusedValues } from "./refused-values.ts";
import { ungroupedDifferences } from "./ungrouped-differences.ts";
import { ungroupedDrawing } from "./ungrouped-drawing.ts";

/** A graph with the vertices of a child graph in the place of the one that ran it. */
export type Ungrouped = {
  readonly ok: true;
  readonly file: GraphFile;
  /** The vertices that came, by the names that they have now. */
  readonly vertices: readonly string[];
  /** New names of those whose name was taken. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What will be another way than before, after failures or for people. */
  readonly differences: readonly Difference[];
};

/** What a vertex that runs a child graph may have besides: anything else holds for the child as a whole. */
const OWN_FIELDS = new Set(["kind", "graph", "inputs", "outputs", "join", "branch", "revert"]);
/** What a child may say of itself that its parent need not. */
const CHILD_FIELDS = new Set(["params", "outputs", "onFailure", "limits", "description"]);

/**
 * Puts the vertices of a child graph in the place of the vertex that runs it: the opposite of `groupVertices`. It is done only
 * where grouping these vertices again gives the same two graphs. So what runs in a pipeline without failures, and with which
 * values, stays the same. What is another way after failures, or for people, is a difference.
 *
 * @param child the revision that the vertex runs, with its layout.
 */
export function ungroupVertex(file: GraphFile, vertex: string, child: GraphFile): Ungrouped | Refused {
  const spec = file.content.vertices.get(vertex);
  if (spec?.kind !== "graph" || spec.graph === undefined)
    return refused([{ text: `${vertex} runs no child graph.`, vertices: [vertex] }]);
  const early = [...refusedFields(vertex, spec, child.content), ...refusedInner(vertex, child.content)];
  if (early.length > 0) return refused(early);
  const others = [...file.content.vertices.keys()].filter((name) => name !== vertex);
  const { part, renamed, reasons: ofNames } = withFreeNames(child, others, vertex);
  const into = withParamsInlined(part.content, vertex, spec);
  const out = withOutputsInlined(file.content, vertex, part.content);
  const reasons = [...ofNames, ...into.reasons, ...out.reasons];
  if (reasons.length > 0) return refused(reasons);
  const inside = [...part.content.vertices.keys()];
  let refusal: readonly Reason[] = [];
  // What is behind waits for those whose failure is ignored, too, as it did; where that is not the same, it does not.
  for (const waitsForIgnored of ["plain", "always", "never"] as const) {
    const content = withBreakingEdges(
      withVertices(out.content, vertex, spec, into.content, waitsForIgnored),
      inside,
    );
    const again = groupVertices(
      { content, layout: new Map() },
      { vertices: inside, graph: part.content.name, vertex },
    );
    const differing = refusedAgain({ file, vertex, spec, child: part.content }, again, into, out);
    if (again.ok && differing.length === 0)
      return {
        ok: true,
        file: { content, ...ungroupedDrawing(file, vertex, part, content) },
        vertices: inside,
        renamed,
        differences: ungroupedDifferences(vertex, again.differences),
      };
    if (waitsForIgnored === "plain") refusal = differing;
  }
  return refused(refusal);
}

function refused(reasons: readonly Reason[]): Refused {
  return { ok: false, reasons: [...new Map(reasons.map((reason) => [reason.text, reason])).values()] };
}

function refusedFields(vertex: string, spec: VertexSpec, child: GraphContent): readonly Reason[] {
  const own = Object.keys(spec).filter((field) => !OWN_FIELDS.has(field));
  const ofChild = Object.keys(headerOf(child)).filter((field) => !CHILD_FIELDS.has(field));
  return [
    ...own.map(
      (field) => `${vertex} has \`${field}\`, which holds for the child as a whole. Remove it first.`,
    ),
    ...ofChild.map((field) => `The child graph has \`${field}\`, which would hold for all of this graph.`),
    ...(child.vertices.size === 0 ? ["The child graph has no vertices."] : []),
  ].map((text) => ({ text, vertices: [vertex] }));
}

/** The child with names that are free in the graph. */
function withFreeNames(child: GraphFile, others: readonly string[], vertex: string) {
  const free = new FreeNames(others);
  const names = new Map<string, string>();
  for (const name of child.content.vertices.keys()) {
    const own = free.take(name);
    if (own !== name) names.set(name, own);
  }
  if (names.size === 0) return { part: child, renamed: names, reasons: [] };
  const renamed = withRenamedVertices(child.content, names);
  const nameOf = (name: string) => names.get(name) ?? name;
  const part: GraphFile = {
    content: renamed.content,
    layout: new Map([...child.layout].map(([name, place]) => [nameOf(name), place])),
    annotations: child.annotations && {
      notes: child.annotations.notes,
      frames: new Map(
        [...child.annotations.frames].map(([name, frame]) => [
          name,
          { ...frame, vertices: frame.vertices.map(nameOf) },
        ]),
      ),
    },
  };
  const reasons = renamed.left.map(
    ({ text }): Reason => ({
      text: `${text}. It may mean a vertex of the child whose name is taken here.`,
      vertices: [vertex],
    }),
  );
  return { part, renamed: names, reasons };
}

/** The graph with the vertices and edges of the child, and the edges of its vertex at the first and last of them. */
function withVertices(
  content: GraphContent,
  vertex: string,
  spec: VertexSpec,
  child: GraphContent,
  waitsForIgnored: "plain" | "always" | "never",
): GraphContent {
  const ins = edgesBy(child.edges, "head");
  const inner = [...child.vertices.keys()];
  const firsts = inner.filter((name) => !ins.has(name));
  const border = borderOf(child, inner);
  const ends = endsOf(border);
  const isIgnored = (name: string) => child.vertices.get(name)?.onFailure === "ignore";
  const counted = ends.filter((name) => !isIgnored(name));
  const tailsOf = (edge: EdgeSpec): readonly string[] => {
    if (edge.when === "failed") return inner.filter((name) => !border.reactions.has(name));
    const takesAll =
      edge.when === "always"
        ? waitsForIgnored !== "never"
        : waitsForIgnored === "plain" && isPlain(edge) && spec.branch === undefined;
    return takesAll ? ends : lasts;
  };
  const lasts = counted.length === 0 ? ends : counted;
  const chooser = lasts.length === 1 ? lasts[0] : undefined;
  const isJoined = content.edges.filter(({ head }) => head === vertex).length > 1;
  const specs = inner.map((name): [string, VertexSpec] => {
    const { join, branch, ...rest } = child.vertices.get(name) ?? {};
    const joins = ins.has(name) ? join : isJoined ? spec.join : undefined;
    const chooses = name === chooser && spec.branch !== undefined ? spec.branch : branch;
    return [
      name,
      {
        ...rest,
        ...(joins !== undefined && { join: joins }),
        ...(chooses !== undefined && { branch: chooses }),
      },
    ];
  });
  const vertices = [...content.vertices].flatMap(([name, each]) =>
    name === vertex ? specs : [[name, each] as const],
  );
  const edges = content.edges.flatMap((edge): readonly EdgeSpec[] => {
    if (edge.head === vertex) return firsts.map((head) => ({ ...edge, head }));
    return edge.tail === vertex ? tailsOf(edge).map((tail) => ({ ...edge, tail })) : [edge];
  });
  return { ...content, vertices: new Map(vertices), edges: [...edges, ...child.edges] };
}

/**
 * What waits for the success of the child does not run after a failure of any vertex in it: those of which the last ones do
 * not depend get edges of their own.
 */
function withBreakingEdges(content: GraphContent, inside: readonly string[]): GraphContent {
  const border = borderOf(content, inside);
  const plain = [...edgesBy(border.leaving.filter(isPlain), "head")];
  if (plain.length === 0) return content;
  const breaking = breakingVertices(
    border,
    plain.map(([head]) => head),
  );
  const tails = inside.filter(
    (name) =>
      !(breaking.has(name) || border.reactions.has(name)) &&
      content.vertices.get(name)?.onFailure !== "ignore",
  );
  const more = plain.flatMap(([, edges]) => {
    const known = new Set(edges.map(({ tail }) => tail));
    return tails.flatMap((tail) =>
      edges[0] === undefined || known.has(tail) ? [] : [{ ...edges[0], tail }],
    );
  });
  return more.length === 0 ? content : { ...content, edges: [...content.edges, ...more] };
}

type Before = {
  readonly file: GraphFile;
  readonly vertex: string;
  readonly spec: VertexSpec;
  readonly child: GraphContent;
};

/** Why grouping what came of it would not give the two graphs that there were. */
function refusedAgain(
  { file, vertex, spec, child }: Before,
  grouped: Grouped | Refused,
  into: Inlined,
  out: Inlined,
): readonly Reason[] {
  if (!grouped.ok) return grouped.reasons.map((reason) => ungroupingReason(reason, vertex, child));
  const texts: string[] = [];
  const again = grouped.parent.content.vertices.get(vertex);
  const wholeOf = (edges: readonly EdgeSpec[]) =>
    edges.map((edge) => `${canonicalEdge(edge)} ${edge.head}`).sort();
  for (const field of ["join", "branch", "revert"] as const)
    if (spec[field] !== again?.[field])
      texts.push(`${vertex} has another \`${field}\` than its vertices would have together.`);
  if (!isSame(wholeOf(file.content.edges), wholeOf(grouped.parent.content.edges)))
    texts.push(`The edges of ${vertex} cannot be given to the first and the last vertices of the child.`);
  for (const field of ["onFailure", "limits"] as const)
    if (!isSame(child[field] ?? null, grouped.child.content[field] ?? null))
      texts.push(`The child graph has another \`${field}\` than this graph.`);
  const declared = { vertex, spec, child, into: into.values, out: out.values };
  texts.push(...refusedValues(declared, grouped, again ?? {}));
  return texts.map((text) => ({ text, vertices: [vertex] }));
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
