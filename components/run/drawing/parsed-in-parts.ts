import { parsedFile } from "#components/canvas/layout/placed-file.ts";
import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import { readAnnotations } from "#engine/graph-file/annotations.ts";
import type { EdgeSpec, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";

/** So much is parsed without a pause. */
const VERTICES = 200;
const EDGES = 1_000;

/** True where a graph file is better parsed in parts. */
export function isLong({ vertices, edges }: GraphFileJson): boolean {
  return entriesOf(vertices).length > VERTICES || listOf(edges).length > EDGES;
}

/**
 * What `parsedFile` gives, worked out in parts: a large file at once would keep the page from answering.
 *
 * @param pause is waited for after each part.
 * @throws as `parsedFile`.
 */
export async function parsedInParts(json: GraphFileJson, pause: () => Promise<void>): Promise<GraphFile> {
  const { vertices, edges, layout, frames, notes, ...head } = json;
  const places = new Map(entriesOf(layout));
  const whole = { vertices: new Map<string, VertexSpec>(), edges: [] as EdgeSpec[] };
  const found = new Map<string, { readonly x: number; readonly y: number }>();
  const parts = [
    { vertices: {}, edges: [], layout: {} },
    ...slices(entriesOf(vertices), VERTICES).map((some) => ({
      // As an object, a vertex called 2 would come before one called build.
      vertices: new Map(some),
      edges: [],
      layout: new Map(
        some.flatMap(([name]) => (places.has(name) ? [[name, places.get(name)] as const] : [])),
      ),
    })),
    ...slices(listOf(edges), EDGES).map((some) => ({ vertices: {}, edges: some, layout: {} })),
  ];
  let last: GraphFile | null = null;
  for (const part of parts) {
    last = parsedFile({ ...head, ...part });
    for (const [name, spec] of last.content.vertices) whole.vertices.set(name, spec);
    for (const [name, place] of last.layout) found.set(name, place);
    whole.edges.push(...last.content.edges);
    await pause();
  }
  if (last === null) return parsedFile(json);
  const drawn = readAnnotations({ frames, notes } as FileFields, whole.vertices);
  if (!drawn.ok) throw new Error(`The server sent an invalid graph file: ${drawn.text}`);
  const { annotations } = drawn;
  return {
    content: { ...last.content, ...whole },
    layout: found,
    ...(annotations !== undefined && { annotations }),
  };
}

function slices<Item>(items: readonly Item[], length: number): (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, at) =>
    items.slice(at * length, (at + 1) * length),
  );
}

/** A person's object comes as a Map, a plain one as it is. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (value instanceof Map) return [...(value as ReadonlyMap<string, unknown>)];
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
