import { edgeLabel } from "#components/draft/edits/edge-kind.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import type { Annotations, GraphFile, Layout } from "#engine/model/graph-content.ts";
import type { Direction } from "./card-size.ts";
import { finalSteps } from "./final-lane.ts";
import { type Effort, FULL_EFFORT, LEAST_EFFORT } from "./layered/order.ts";
import { hasPlace, placed, tidyPlaces } from "./tidy.ts";

/** So many cards are placed at once; more would keep the page from answering. */
const MAX_AT_ONCE = 120;
/** After so long the places are worked out again, with the least effort. */
const MAX_MS = 8_000;

/** What a thread is asked: places for what has none, or tidy places for these vertices. It holds all that they depend on. */
export type PlaceQuestion = {
  readonly vertices: readonly (readonly [name: string, isFinal: boolean])[];
  readonly edges: readonly (readonly [tail: string, head: string, isLabelled: boolean])[];
  readonly layout: Layout;
  readonly annotations: Annotations | undefined;
  readonly tidy: { readonly names: readonly string[]; readonly direction: Direction } | null;
  readonly effort: Effort;
};

/** What it says: which share is done, and at the end the places. */
export type PlaceAnswer = { readonly share: number } | { readonly places: ReadonlyMap<string, Point> };

/** How the work of a thread is watched: `share` from 0 to 1. Once `cancelled` is aborted nothing is answered. */
export type PlaceWatch = {
  readonly onShare?: (share: number) => void;
  readonly cancelled?: AbortSignal;
  /** Ends the search for good places. Left out, that happens after some seconds. */
  readonly late?: AbortSignal;
};

/** True where so few cards have no place that `placed` needs no thread of its own. */
export function isQuicklyPlaced(file: GraphFile): boolean {
  const without = [...file.content.vertices.keys()].filter((name) => !hasPlace(file, name)).length;
  return without - finalSteps(file).length <= MAX_AT_ONCE;
}

/**
 * What `placed` gives. Where that takes long, a thread of the browser works it out, so that the page answers meanwhile;
 * a browser without such threads does it itself.
 *
 * @returns null where it was cancelled.
 */
export async function placedApart(file: GraphFile, watch: PlaceWatch = {}): Promise<GraphFile | null> {
  if (isQuicklyPlaced(file)) return placed(file);
  const layout = await askThread({ ...questionOf(file), tidy: null }, watch);
  if (layout === "cancelled") return null;
  return layout === null ? placed(file) : { ...file, layout };
}

/** What `tidyPlaces` gives, worked out as in `placedApart`. @returns null where it was cancelled. */
export async function tidyPlacesApart(
  file: GraphFile,
  names: readonly string[],
  direction: Direction,
  watch: PlaceWatch = {},
): Promise<ReadonlyMap<string, Point> | null> {
  if (names.length <= MAX_AT_ONCE) return tidyPlaces(file, names, direction);
  const places = await askThread({ ...questionOf(file), tidy: { names, direction } }, watch);
  if (places === "cancelled") return null;
  return places ?? tidyPlaces(file, names, direction);
}

type Found = ReadonlyMap<string, Point> | "cancelled" | "late" | null;

async function askThread(question: Omit<PlaceQuestion, "effort">, watch: PlaceWatch) {
  const late = watch.late ?? AbortSignal.timeout(MAX_MS);
  const found = await answerOf({ ...question, effort: FULL_EFFORT }, { ...watch, late });
  if (found !== "late") return found;
  const simple = await answerOf({ ...question, effort: LEAST_EFFORT }, { ...watch, late: undefined });
  return simple === "late" ? null : simple;
}

/** One thread for one question; null where the browser has none. */
function answerOf(
  question: PlaceQuestion,
  { onShare, cancelled, late }: { [Key in keyof PlaceWatch]: PlaceWatch[Key] | undefined },
): Promise<Found> {
  if (cancelled?.aborted === true) return Promise.resolve("cancelled");
  if (late?.aborted === true) return Promise.resolve("late");
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./place-worker.ts", import.meta.url), { type: "module" });
    const over = new AbortController();
    const end = (found: Found) => {
      over.abort();
      worker.terminate();
      resolve(found);
    };
    const { signal } = over;
    worker.addEventListener("message", ({ data }: MessageEvent<PlaceAnswer>) =>
      "share" in data ? onShare?.(data.share) : end(data.places),
    );
    worker.addEventListener("error", () => end(null));
    cancelled?.addEventListener("abort", () => end("cancelled"), { signal });
    late?.addEventListener("abort", () => end("late"), { signal });
    worker.postMessage(question);
  });
}

function questionOf({ content, layout, annotations }: GraphFile): Omit<PlaceQuestion, "effort" | "tidy"> {
  return {
    vertices: [...content.vertices].map(([name, { final }]) => [name, final !== undefined] as const),
    edges: content.edges.map((edge) => [edge.tail, edge.head, edgeLabel(edge) !== null] as const),
    layout,
    annotations,
  };
}
