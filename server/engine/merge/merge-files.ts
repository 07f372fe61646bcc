import * as z from "zod";
import { graphFileJson, headerJson, vertexJson } from "../graph-file/graph-file-json.ts";
import {
  type EdgeSpec,
  type GraphContent,
  type GraphFile,
  type GraphHeader,
  headerOf,
  type Layout,
  type VertexSpec,
} from "../model/graph-content.ts";
import { headerShape } from "../shape/graph-shape.ts";
import { vertexShape } from "../shape/vertex-shape.ts";
import {
  type MergeChoices,
  type MergeConflict,
  type MergeSubject,
  NO_CHOICES,
  type Side,
} from "./conflict.ts";
import { mergeAnnotations } from "./merge-annotations.ts";
import { mergeOrder } from "./merge-order.ts";
import {
  changedOne,
  choose,
  isSame,
  isSameButForPins,
  type MergeNotes,
  mergeValue,
  type Three,
} from "./merge-values.ts";
import { type Names, ownNames, withNames } from "./names.ts";
import { withSharedNames } from "./shared-names.ts";

export type MergedFile = {
  /** The changes of both. Where both changed the same place, what was chosen, or else mine. */
  readonly file: GraphFile;
  readonly conflicts: readonly MergeConflict[];
  /** What is called otherwise in it than in mine. */
  readonly names: Names;
};

/**
 * Merges two changes of one graph file: by vertex, by edge and by field. Every change of either side is in the result, or
 * its place is a conflict. A vertex that one side removed, and the other changed, renamed or drew an edge to, is a conflict.
 * What both added under one name is kept twice: mine gets a name of its own. A vertex that one side renamed is the same vertex.
 * Places on the canvas are no conflict: where both moved a vertex, mine counts. Frames and notes: see `mergeAnnotations`.
 * The name of the graph is mine.
 */
export function mergeFiles(
  base: GraphFile,
  mine: GraphFile,
  theirs: GraphFile,
  choices: MergeChoices = NO_CHOICES,
): MergedFile {
  const notes: MergeNotes = { choices, conflicts: [], isStep: false };
  const own = ownNames(base, [mine], theirs);
  const { names, renamed, ...files } = withSharedNames(notes, { base, mine: withNames(mine, own), theirs });
  const { file } = mergeInto(notes, files, renamed);
  const vertices = new Map([
    ...names,
    ...[...own.vertices].map(([from, to]) => [from, names.get(to) ?? to] as const),
  ]);
  return { file, conflicts: notes.conflicts, names: { ...own, vertices } };
}

/**
 * A step of a history with what somebody else changed since `base`. To go to the step takes nothing of theirs back: where
 * both changed one place theirs stays, and of lines next to each other the changes of both.
 *
 * @returns also the vertices that the step does not have, and that are kept since somebody else changed them.
 */
export function stepWithTheirs(
  base: GraphFile,
  step: GraphFile,
  theirs: GraphFile,
): { readonly file: GraphFile; readonly kept: readonly string[] } {
  const notes: MergeNotes = { choices: NO_CHOICES, conflicts: [], isStep: true };
  const { file, keptBy } = mergeInto(notes, { base, mine: step, theirs });
  return { file, kept: [...keptBy.keys()].filter((name) => !step.content.vertices.has(name)) };
}

/** A file without what somebody else changed from `base` to `theirs`, which was merged into it before. */
export function withoutTheirs(file: GraphFile, base: GraphFile, theirs: GraphFile): GraphFile {
  const notes: MergeNotes = { choices: NO_CHOICES, conflicts: [], isStep: false };
  const { names: _, renamed, ...files } = withSharedNames(notes, { base: theirs, mine: file, theirs: base });
  return mergeInto(notes, files, renamed).file;
}

type MergedInto = { readonly file: GraphFile; readonly keptBy: ReadonlyMap<string, Side> };

/** @param renamed see `withSharedNames`: a new name is a change, too. */
function mergeInto(
  notes: MergeNotes,
  { base, mine, theirs }: Three<GraphFile>,
  renamed: ReadonlySet<string> = new Set(),
): MergedInto {
  const contents = { base: base.content, mine: mine.content, theirs: theirs.content };
  const edges = { base: edgesOf(base), mine: edgesOf(mine), theirs: edgesOf(theirs) };
  const header = mergeHeader(notes, contents);
  const { vertices, keptBy } = mergeVertices(notes, contents, edges, renamed);
  const { signalbox, name } = mine.content;
  const content: GraphContent = {
    signalbox,
    name,
    ...header,
    vertices,
    edges: mergeEdges(notes, edges, vertices, keptBy),
  };
  const layout = mergeLayout(notes, vertices, {
    base: base.layout,
    mine: mine.layout,
    theirs: theirs.layout,
  });
  const annotations = mergeAnnotations(notes, vertices, {
    base: base.annotations,
    mine: mine.annotations,
    theirs: theirs.annotations,
  });
  return { file: { content, layout, annotations }, keptBy };
}

/**
 * The file with the very objects of another one where both say the same, so that they need not be compared once more.
 */
export function sharedWith(base: GraphFile, { content, layout, annotations }: GraphFile): GraphFile {
  const old = edgesOf(base);
  const shared = <Value>(before: Value | undefined, now: Value) =>
    before !== undefined && isSame(before, now) ? before : now;
  return {
    content: {
      ...content,
      vertices: new Map(
        [...content.vertices].map(([name, spec]) => [name, shared(base.content.vertices.get(name), spec)]),
      ),
      edges: content.edges.map((edge) => shared(old.get(edgeKey(edge)), edge)),
    },
    layout: new Map([...layout].map(([name, place]) => [name, shared(base.layout.get(name), place)])),
    annotations: annotations && shared(base.annotations, annotations),
  };
}

type Edges = ReadonlyMap<string, EdgeSpec>;

/** The key of an edge: its two ends. Names contain no line break. */
function edgeKey({ tail, head }: EdgeSpec): string {
  return `${tail}\n${head}`;
}

function edgesOf({ content }: GraphFile): Edges {
  return new Map(content.edges.map((edge) => [edgeKey(edge), edge]));
}

function mergeHeader(notes: MergeNotes, { base, mine, theirs }: Three<GraphContent>): GraphHeader {
  const headers = { base: headerOf(base), mine: headerOf(mine), theirs: headerOf(theirs) };
  return inNormalForm(notes, { is: "graph" }, headers, (header) =>
    z.safeDecode(headerShape, headerJson(header) as z.input<typeof headerShape>),
  );
}

type Decoded<Value> = { readonly success: true; readonly data: Value } | { readonly success: false };

/**
 * Merges the fields of a vertex or a header. Each may be good where it stands and both together not, such as too many
 * inputs: then the whole is one conflict.
 */
function inNormalForm<Value>(
  notes: MergeNotes,
  subject: MergeSubject,
  values: Three<Value>,
  decode: (value: Value) => Decoded<Value>,
): Value {
  const fine: MergeNotes = { ...notes, conflicts: [] };
  const merged = mergeValue(fine, subject, [], values) as Value;
  const isOfOne = merged === values.mine || merged === values.theirs;
  const decoded = isOfOne ? null : decode(merged);
  if (decoded?.success === false)
    return choose(notes, subject, [], values) === "theirs" ? values.theirs : values.mine;
  notes.conflicts.push(...fine.conflicts);
  return decoded === null ? merged : decoded.data;
}

/** The vertices, and whose change keeps those that the other side removed. */
function mergeVertices(
  notes: MergeNotes,
  { base, mine, theirs }: Three<GraphContent>,
  edges: Three<Edges>,
  renamed: ReadonlySet<string>,
): { vertices: ReadonlyMap<string, VertexSpec>; keptBy: ReadonlyMap<string, Side> } {
  const touched = {
    mine: touchedEnds(edges.base, edges.mine),
    theirs: touchedEnds(edges.base, edges.theirs),
  };
  const kept = new Map<string, VertexSpec>();
  const keptBy = new Map<string, Side>();
  for (const name of new Set([...mine.vertices.keys(), ...theirs.vertices.keys()])) {
    const subject: MergeSubject = { is: "vertex", name };
    const [was, own, other] = [base, mine, theirs].map(({ vertices }) => vertices.get(name));
    if (own !== undefined && other !== undefined) {
      const before = was ?? (isSameButForPins(own, other) ? own : {});
      const values = { base: before, mine: own, theirs: other };
      const spec = inNormalForm(notes, subject, values, (each) =>
        z.safeDecode(vertexShape, vertexJson(each)),
      );
      kept.set(name, spec);
      continue;
    }
    const side: Side = own !== undefined ? "mine" : "theirs";
    const spec = own ?? other;
    if (spec === undefined) continue;
    if (was !== undefined) {
      // The other side removed it.
      if (isSameButForPins(was, spec) && !touched[side].has(name) && !renamed.has(name)) continue;
      const edgesOfIt = { side, changed: touched[side].get(name) ?? [] };
      const values = { base: was, mine: own, theirs: other, edges: edgesOfIt };
      if (choose(notes, subject, [], values) !== side) continue;
      keptBy.set(name, side);
    }
    kept.set(name, spec);
  }
  const order = mergeOrder(
    [...base.vertices.keys()],
    [...mine.vertices.keys()],
    [...theirs.vertices.keys()],
    (name) => kept.has(name),
  );
  return { vertices: new Map(order.map((name) => [name, kept.get(name) ?? {}])), keptBy };
}

/** The vertices at whose edges something was drawn or changed, each with these edges in the order of their ends. */
function touchedEnds(base: Edges, now: Edges): ReadonlyMap<string, readonly EdgeSpec[]> {
  const touched = new Map<string, EdgeSpec[]>();
  const changed = [...now].filter(([key, edge]) => !isSame(base.get(key), edge));
  for (const [, edge] of changed.toSorted(([one], [other]) => (one < other ? -1 : 1)))
    for (const name of new Set([edge.tail, edge.head]))
      touched.set(name, [...(touched.get(name) ?? []), edge]);
  return touched;
}

function mergeEdges(
  notes: MergeNotes,
  { base, mine, theirs }: Three<Edges>,
  vertices: ReadonlyMap<string, VertexSpec>,
  keptBy: ReadonlyMap<string, Side>,
): readonly EdgeSpec[] {
  const kept = new Map<string, EdgeSpec>();
  for (const [key, edge] of new Map([...mine, ...theirs])) {
    const { tail, head } = edge;
    if (!vertices.has(tail) || !vertices.has(head)) continue;
    // With a vertex that the other side removed, its edges are kept as they are on the side that keeps it.
    const side = keptBy.get(tail) ?? keptBy.get(head);
    const subject: MergeSubject = { is: "edge", tail, head };
    const values = { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) };
    const spec = side === undefined ? mergedEdge(notes, subject, values) : values[side];
    if (spec !== undefined) kept.set(key, spec);
  }
  const order = mergeOrder([...base.keys()], [...mine.keys()], [...theirs.keys()], (key) => kept.has(key));
  return order.flatMap((key) => kept.get(key) ?? []);
}

/** The condition of an edge is one thing, though it has several fields. */
function mergedEdge(
  notes: MergeNotes,
  subject: MergeSubject,
  { base, mine, theirs }: Three<EdgeSpec | undefined>,
): EdgeSpec | undefined {
  if (isSame(mine, theirs) || isSame(base, theirs)) return mine;
  if (isSame(base, mine)) return theirs;
  return choose(notes, subject, [], { base, mine, theirs }) === "theirs" ? theirs : mine;
}

function mergeLayout(
  notes: MergeNotes,
  vertices: ReadonlyMap<string, VertexSpec>,
  { base, mine, theirs }: Three<Layout>,
): Layout {
  return new Map(
    [...vertices.keys()].flatMap((name) => {
      const [was, own, other] = [base.get(name), mine.get(name), theirs.get(name)];
      const isOfBoth = own !== undefined && other !== undefined;
      const place = isOfBoth ? changedOne(notes, { base: was, mine: own, theirs: other }) : (own ?? other);
      return place === undefined ? [] : [[name, place] as const];
    }),
  );
}

/** Whether two files say the same, places on the canvas included. */
export function isSameFile(one: GraphFile, other: GraphFile): boolean {
  if (one === other) return true;
  return isSame(graphFileJson(one), graphFileJson(other));
}
