import type {
  EdgeSpec,
  GraphContent,
  GraphFile,
  InputSpec,
  OutputSpec,
  VertexSpec,
} from "../model/graph-content.ts";
import { NO_UNDO } from "../policies/undo-policy.ts";
import { paramInput } from "../shape/param-input.ts";
import { type Border, borderOf, edgesBy, insideOf, type Reason } from "./border/border.ts";
import { certainCases } from "./border/certain-edges.ts";
import { type Entry, entryOf } from "./border/entry.ts";
import { type Exit, exitOf } from "./border/exit.ts";
import { type CrossingValue, valuesIn, valuesOut } from "./crossing/crossing-values.ts";
import { besideOf, refusedEarly } from "./crossing/ended-before.ts";
import { paramsRead } from "./crossing/params-read.ts";
import { refusedReaders } from "./crossing/surely-behind.ts";
import { type Difference, differencesOf, hasNothingToUndo } from "./differences.ts";
import { groupedDrawing } from "./grouped-drawing.ts";
import { refusedScripts, refusedTransfers } from "./refused-scripts.ts";
import { refusedGone, refusedShape, refusedTimeout } from "./refused-shape.ts";

/** What is grouped, and the names that it gets. */
export type Grouping = {
  readonly vertices: Iterable<string>;
  /** Notes that go along. */
  readonly notes?: Iterable<string>;
  /** The name of the child graph. */
  readonly graph: string;
  /** The name of the vertex that runs it: no other vertex that stays may have it. */
  readonly vertex: string;
};

/** What grouping makes of a graph. */
export type Grouped = {
  readonly ok: true;
  readonly child: GraphFile;
  readonly parent: GraphFile;
  /** What the child is given: params of the graph, and values of vertices before it. */
  readonly params: readonly CrossingValue[];
  /** What the child gives. */
  readonly outputs: readonly CrossingValue[];
  /** The edges that cross the border, as they were. */
  readonly crossing: readonly EdgeSpec[];
  readonly differences: readonly Difference[];
};

/** Why a group cannot be made, all of it. */
export type Refused = { readonly ok: false; readonly reasons: readonly Reason[] };

/** The most inputs of one vertex. */
const MAX_VALUES = 1_000;

/**
 * Groups vertices of a graph into a child graph. The parent gets one vertex that runs it, without a digest: the child has to be
 * sealed first. What runs, with which values, and how it ends is the same as before; where that cannot be, it is refused.
 * What is another way only after failures, or for people, is a difference.
 */
export function groupVertices(file: GraphFile, grouping: Grouping): Grouped | Refused {
  const wanted = [...grouping.vertices];
  const border = borderOf(file.content, wanted);
  const shape = [...refusedGone(file.content, wanted), ...refusedShape(border)];
  if (shape.length > 0) return { ok: false, reasons: shape };
  const cases = certainCases(border);
  if (cases === null)
    return {
      ok: false,
      reasons: [{ text: "More failures are rescued in the selection than can be looked at.", vertices: [] }],
    };
  const { entry, reasons: ofEntry } = entryOf(border, cases);
  const { exit, reasons: ofExit } = exitOf(border, cases);
  const into = valuesIn(border, childPart(border, exit));
  const out = valuesOut(border, parentPart(border, grouping.vertex, entry, exit), grouping.vertex);
  const reasons = [
    ...ofEntry,
    ...ofExit,
    ...refusedScripts(border),
    ...refusedTransfers(border),
    ...refusedTimeout(border),
    ...into.reasons,
    ...out.reasons,
    ...refusedReaders(border, out.values, grouping.vertex),
    ...refusedEarly(border, entry, into.values),
    ...refusedLimit(border, entry),
  ];
  const params = [...paramsRead(file.content, insideOf(border)), ...into.values];
  if (Math.max(params.length, out.values.length) > MAX_VALUES)
    reasons.push({
      text: `More than ${MAX_VALUES.toLocaleString("en")} values cross the border.`,
      vertices: [],
    });
  if (reasons.length > 0) return { ok: false, reasons: distinct(reasons) };
  const drawing = groupedDrawing(file, border.inside, grouping.vertex, new Set(grouping.notes ?? []));
  const child = childContent(border, grouping.graph, into.content, params, out.values);
  return {
    ok: true,
    child: { content: child, ...drawing.child },
    parent: {
      ...file,
      content: withGivenValues(out.content, file.content, grouping, params, out.values),
      ...drawing.parent,
    },
    params,
    outputs: out.values,
    crossing: [...border.entering, ...border.leaving],
    differences: differencesOf(border, entry, exit, [...into.values, ...out.values]),
  };
}

/** The vertices of the group without what is now said at its vertex: joins of its first ones, the choice of its last one. */
function childPart(border: Border, exit: Exit): GraphContent {
  const part = insideOf(border);
  const ins = edgesBy(part.edges, "head");
  const vertices = new Map(
    [...part.vertices].map(([name, spec]): [string, VertexSpec] => {
      const { join, branch, ...rest } = spec;
      const keepsJoin = join !== undefined && ins.has(name);
      const keepsBranch = branch !== undefined && name !== exit.chooser;
      return keepsJoin === (join !== undefined) && keepsBranch === (branch !== undefined)
        ? [name, spec]
        : [name, { ...rest, ...(keepsJoin && { join }), ...(keepsBranch && { branch }) }];
    }),
  );
  return { ...part, vertices };
}

/** The rest of the graph, with the vertex of the group in the place of its first one. */
function parentPart(
  border: Border,
  vertex: string,
  entry: Entry,
  { edges: leaving, branch }: Exit,
): GraphContent {
  const { content, inside } = border;
  const spec: VertexSpec = {
    kind: "graph",
    ...(entry.join !== undefined && { join: entry.join }),
    ...(branch !== undefined && { branch }),
    ...(hasNothingToUndo(border) && { revert: NO_UNDO }),
  };
  const vertices = new Map<string, VertexSpec>();
  for (const [name, each] of content.vertices)
    if (!inside.has(name)) vertices.set(name, each);
    else if (!vertices.has(vertex)) vertices.set(vertex, spec);
  const entering = new Set(entry.edges);
  const left = new Set(leaving);
  const edges = content.edges.flatMap((edge): EdgeSpec[] => {
    const [isFrom, isTo] = [inside.has(edge.tail), inside.has(edge.head)];
    if (!isFrom && !isTo) return [edge];
    if (isFrom && left.has(edge)) return [{ ...edge, tail: vertex }];
    return !isFrom && entering.has(edge) ? [{ ...edge, head: vertex }] : [];
  });
  return { ...content, vertices, edges };
}

function childContent(
  { content }: Border,
  name: string,
  part: GraphContent,
  params: readonly CrossingValue[],
  outputs: readonly CrossingValue[],
): GraphContent {
  const { onFailure, limits, params: declared = {} } = content;
  const { tracks, logMiB } = limits ?? {};
  const own = {
    ...(tracks !== undefined && { tracks }),
    ...(logMiB !== undefined && { logMiB }),
  };
  const specs = params.map(({ name: param, path, ...value }): [string, InputSpec] => [
    param,
    (path[0] === "params" ? declared[param] : undefined) ?? specOf(value),
  ]);
  const given = outputs.map(
    ({ name: output, from, ...value }) => [output, { ...specOf(value), from }] as const,
  );
  return {
    signalbox: 1,
    name,
    ...(specs.length > 0 && { params: Object.fromEntries(specs) }),
    ...(given.length > 0 && { outputs: Object.fromEntries(given) }),
    // Where the graph is undone after a failure, the child is undone with it, when all has ended.
    ...(onFailure === "continue" && { onFailure }),
    ...(Object.keys(own).length > 0 && { limits: own }),
    vertices: part.vertices,
    edges: part.edges,
  };
}

function specOf({
  type,
  enum: words,
}: Pick<CrossingValue, "type" | "enum">): Pick<InputSpec, "type" | "enum"> {
  return { type, ...(words !== undefined && { enum: words }) };
}

/** The parent with what its new vertex runs, reads and gives. */
function withGivenValues(
  part: GraphContent,
  whole: GraphContent,
  { graph, vertex }: Grouping,
  params: readonly CrossingValue[],
  outputs: readonly CrossingValue[],
): GraphContent {
  const inputs = params.map(({ name, path, from, ...value }): [string, InputSpec] => {
    const param = path[0] === "params" ? whole.params?.[name] : undefined;
    return [name, param === undefined ? { ...specOf(value), from } : paramInput(name, param)];
  });
  const given = outputs.map(({ name, ...value }): [string, OutputSpec] => [name, specOf(value)]);
  const spec: VertexSpec = {
    ...part.vertices.get(vertex),
    ...(inputs.length > 0 && { inputs: Object.fromEntries(inputs) }),
    ...(given.length > 0 && { outputs: Object.fromEntries(given) }),
    // A new graph has no revision yet: the first one is pinned once it is sealed.
    graph: { name: graph, revision: 1 },
  };
  return { ...part, vertices: new Map(part.vertices).set(vertex, spec) };
}

/** A limit of tracks that holds for the group and for what runs beside it together. */
function refusedLimit(border: Border, entry: Entry): readonly Reason[] {
  const { tracks } = border.content.limits ?? {};
  if (tracks === undefined) return [];
  const beside = besideOf(border, entry);
  return beside.length === 0
    ? []
    : [
        {
          text: `At most ${tracks} tracks of this graph run at once. Those of the child would be counted apart from those beside it.`,
          vertices: beside,
        },
      ];
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((reason) => [reason.text, reason])).values()];
}
