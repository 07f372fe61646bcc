import type { GraphFile, Layout } from "#engine/model/graph-content.ts";
import { finalSteps } from "./final-lane.ts";
import { placed } from "./tidy.ts";

/** So many cards without a place are placed at once; more would keep the page from answering. */
const MAX_AT_ONCE = 60;

/** All that the layout of a graph depends on. */
export type PlaceQuestion = {
  readonly vertices: readonly (readonly [name: string, isFinal: boolean])[];
  readonly edges: readonly (readonly [tail: string, head: string])[];
  readonly layout: Layout;
};

/** True where so few cards have no place that `placed` needs no thread of its own. */
export function isQuicklyPlaced(file: GraphFile): boolean {
  const without = [...file.content.vertices.keys()].filter((name) => !file.layout.has(name)).length;
  return without - finalSteps(file).length <= MAX_AT_ONCE;
}

/**
 * What `placed` gives. Where that takes long, a thread of the browser works it out, so that the page answers meanwhile;
 * a browser without such threads does it itself.
 */
export async function placedApart(file: GraphFile): Promise<GraphFile> {
  if (isQuicklyPlaced(file)) return placed(file);
  const layout = await new Promise<Layout | null>((resolve) => {
    const worker = new Worker(new URL("./place-worker.ts", import.meta.url), { type: "module" });
    const end = (found: Layout | null) => {
      worker.terminate();
      resolve(found);
    };
    worker.addEventListener("message", ({ data }: MessageEvent<Layout>) => end(data));
    worker.addEventListener("error", () => end(null));
    worker.postMessage(questionOf(file));
  });
  return layout === null ? placed(file) : { ...file, layout };
}

function questionOf({ content, layout }: GraphFile): PlaceQuestion {
  return {
    vertices: [...content.vertices].map(([name, { final }]) => [name, final !== undefined] as const),
    edges: content.edges.map(({ tail, head }) => [tail, head] as const),
    layout,
  };
}
