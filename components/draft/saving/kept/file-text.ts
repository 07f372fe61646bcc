import { annotationsJson } from "#engine/graph-file/annotations.ts";
import { graphFileJson, vertexJson } from "#engine/graph-file/graph-file-json.ts";
import { wireText } from "#engine/json/wire.ts";
import type { Annotations, EdgeSpec, GraphFile, Layout, VertexSpec } from "#engine/model/graph-content.ts";

/** A key that a person types changes one vertex; the text of everything else is made once. */
const ofVertices = new WeakMap<VertexSpec, string>();
const ofEdges = new WeakMap<readonly EdgeSpec[], string>();
const ofAnnotations = new WeakMap<Annotations, string>();
const ofLayouts = new WeakMap<Layout, string>();

const NO_VERTICES: GraphFile["content"]["vertices"] = new Map();
const NO_PLACES: Layout = new Map();
const PART = { signalbox: 1, name: "part", vertices: NO_VERTICES, edges: [] } as const;

/** The text of a graph file, from which the same file is read as from `wireText(graphFileJson(file))`. */
export function fileText({ content, layout, annotations }: GraphFile): string {
  const { vertices, edges } = content;
  const bare = { content: { ...content, ...PART, name: content.name }, layout: NO_PLACES };
  const { vertices: _vertices, edges: _edges, ...head } = graphFileJson(bare);
  const parts = [...vertices].map(([name, spec]) => `[${JSON.stringify(name)},${vertexText(spec)}]`);
  const fields = [
    wireText(head).slice(1, -1),
    `"vertices":{"$map":[${parts.join(",")}]}`,
    `"edges":${edgesText(edges)}`,
    ...(layout.size > 0 ? [`"layout":${layoutText(layout)}`] : []),
    ...(annotations === undefined ? [] : [annotationsText(annotations)]).filter((text) => text !== ""),
  ];
  return `{${fields.join(",")}}`;
}

function vertexText(spec: VertexSpec): string {
  return keptText(ofVertices, spec, () => wireText(vertexJson(spec)));
}

function edgesText(edges: readonly EdgeSpec[]): string {
  return keptText(ofEdges, edges, () =>
    wireText(graphFileJson({ content: { ...PART, edges }, layout: NO_PLACES })["edges"]),
  );
}

function layoutText(layout: Layout): string {
  return keptText(ofLayouts, layout, () => {
    const vertices = new Map([...layout.keys()].map((name) => [name, {}] as const));
    return wireText(graphFileJson({ content: { ...PART, vertices }, layout })["layout"]);
  });
}

/** The fields of frames and notes, without braces. */
function annotationsText(annotations: Annotations): string {
  return keptText(ofAnnotations, annotations, () => wireText(annotationsJson(annotations)).slice(1, -1));
}

function keptText<Part extends object>(texts: WeakMap<Part, string>, part: Part, make: () => string): string {
  const known = texts.get(part);
  if (known !== undefined) return known;
  const text = make();
  texts.set(part, text);
  return text;
}
