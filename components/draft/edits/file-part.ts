import { fittedAnnotations } from "#engine/graph-file/annotations.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import {
  type Annotations,
  type EdgeSpec,
  type GraphFile,
  type GraphHeader,
  headerOf,
  type Layout,
  type VertexSpec,
} from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import type { EdgeEnds } from "./edit.ts";

type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly text: string };

/** A part is checked as a graph file that holds nothing else, so that the rules are in one place. */
const SMALLEST = { signalbox: 1, name: "part", vertices: {}, edges: [] };

/** One vertex of a graph file in its normal form, or the first problem with it. */
export function readVertex(name: string, json: FileFields): Read<VertexSpec> {
  const parsed = parseGraphFile({ ...SMALLEST, vertices: { [name]: json } });
  if (!parsed.ok)
    return { ok: false, text: parsed.problems[0]?.text ?? "This vertex does not fit into a graph file." };
  const [spec] = parsed.file.content.vertices.values();
  return { ok: true, value: spec ?? {} };
}

/** One edge of a graph file in its normal form, or the first problem with its condition or its time. */
export function readEdge(edge: EdgeEnds & FileFields): Read<EdgeSpec> {
  const vertices = { [edge.tail]: {}, [edge.head]: {} };
  const parsed = parseGraphFile({ ...SMALLEST, vertices, edges: [edge] });
  const [read] = parsed.ok ? parsed.file.content.edges : [];
  if (read !== undefined) return { ok: true, value: read };
  const text = parsed.ok ? null : parsed.problems[0]?.text;
  return { ok: false, text: text ?? "This edge does not fit into a graph file." };
}

/** The header of a graph file in its normal form, or the first problem with it. */
export function readHeader(json: FileFields): Read<GraphHeader> {
  const parsed = parseGraphFile({ ...SMALLEST, ...json });
  if (!parsed.ok)
    return { ok: false, text: parsed.problems[0]?.text ?? "This does not fit into a graph file." };
  return { ok: true, value: headerOf(parsed.file.content) };
}

/** What of a file to put in another's place. */
type Change = {
  vertices?: ReadonlyMap<string, VertexSpec>;
  edges?: readonly EdgeSpec[];
  layout?: Layout;
  annotations?: Annotations;
};

/** The file with other parts. Vertices that are gone lose their places, and leave their frames. */
export function changed({ content, layout: old, annotations: drawn }: GraphFile, change: Change): GraphFile {
  const vertices = change.vertices ?? content.vertices;
  const layout = change.layout ?? old;
  const isClean = change.vertices === undefined || [...layout.keys()].every((name) => vertices.has(name));
  return {
    content: { ...content, vertices, edges: change.edges ?? content.edges },
    layout: isClean ? layout : new Map([...layout].filter(([name]) => vertices.has(name))),
    annotations: fittedAnnotations(change.annotations ?? drawn, vertices),
  };
}
