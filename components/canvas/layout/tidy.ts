import { edgeLabel } from "#components/draft/edits/edge-kind.ts";
import type { EdgeEnds, Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { insideCanvas } from "#engine/shape/fields/place-field.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction, onGrid } from "./card-size.ts";
import { clearOfEdges } from "./clear-of-edges.ts";
import { compactLayers } from "./compact-layers.ts";
import { finalSteps, inLane } from "./final-lane.ts";
import { framedPlaces } from "./framed-places.ts";
import { connectedParts, type NumberEdge } from "./layered/acyclic.ts";
import { layeredPlaces } from "./layered/layered-places.ts";
import { type Effort, FULL_EFFORT } from "./layered/order.ts";
import { sideBySide } from "./side-by-side.ts";

const GAP_ALONG = 100;
/** Where edges have labels, these stand between the cards. */
const GAP_WITH_LABELS = 180;
const GAP_ACROSS = 40;
/** How far an edge that goes through a layer is kept from what else is there. */
const GAP_OF_PASS = 20;
/** Above this many pairs of a card and an edge none is moved out of an edge's way: that would take long, and there would be no place. */
const MAX_PAIRS_TO_CLEAR = 60_000;

/** How a layout is worked out. */
export type TidyWork = { readonly effort: Effort; readonly report: (share: number) => void };

const AT_ONCE: TidyWork = { effort: FULL_EFFORT, report: () => undefined };

/**
 * Places for these vertices by their edges, in layers, with few crossings. The upper left corner of the whole stays
 * where it is, so that tidying does not make a graph run away. The same graph always gives the same places, and what has
 * places keeps its order where that is nearly as good. Final steps get none: they stand in their lane. Vertices of a frame
 * stand together, and nothing else in its box.
 */
export function tidyPlaces(
  file: GraphFile,
  all: readonly string[],
  direction: Direction,
  work: TidyWork = AT_ONCE,
): ReadonlyMap<string, Point> {
  return framedPlaces(file, all, direction, (part, names) => cardPlaces(part, names, direction, work));
}

function cardPlaces(
  file: GraphFile,
  all: readonly string[],
  direction: Direction,
  work: TidyWork,
): ReadonlyMap<string, Point> {
  const finals = new Set(finalSteps(file));
  const names = all.filter((name) => !finals.has(name));
  if (names.length === 0) return new Map();
  const numberOf = new Map(names.map((name, number) => [name, number]));
  const edges = file.content.edges.flatMap(({ tail, head }): NumberEdge[] => {
    const [from, to] = [numberOf.get(tail), numberOf.get(head)];
    return from === undefined || to === undefined ? [] : [[from, to]];
  });
  const isLabelled = file.content.edges.some((edge) => edgeLabel(edge) !== null);
  const gap = isLabelled && direction === "right" ? GAP_WITH_LABELS : GAP_ALONG;
  const parts = partsOf(names, edges, knownAcross(file, names), { direction, gap }, work);
  const together = sideBySide(parts, direction, gap, GAP_ACROSS);
  const isClearable = edges.length * names.length <= MAX_PAIRS_TO_CLEAR;
  const cleared = isClearable ? clearOfEdges(together, file.content.edges, direction) : together;
  const from = cornerOf([...cleared.values()]);
  const old = names.flatMap((name) => (hasPlace(file, name) ? (file.layout.get(name) ?? []) : []));
  const to = old.length === 0 ? { x: 0, y: 0 } : cornerOf(old);
  return new Map(
    names.map((name) => {
      const { x, y } = cleared.get(name) ?? from;
      return [name, { x: onGrid(x - from.x) + to.x, y: onGrid(y - from.y) + to.y }];
    }),
  );
}

/** Each part that no edge connects with the others, in layers of its own. */
function partsOf(
  names: readonly string[],
  edges: readonly NumberEdge[],
  known: Float64Array,
  { direction, gap }: { direction: Direction; gap: number },
  { effort, report }: TidyWork,
): readonly ReadonlyMap<string, Point>[] {
  const [length, card] = direction === "right" ? [CARD_WIDTH, CARD_HEIGHT] : [CARD_HEIGHT, CARD_WIDTH];
  const parts = connectedParts(names.length, edges);
  const partOf = new Int32Array(names.length);
  const numberIn = new Int32Array(names.length);
  for (const [part, numbers] of parts.entries())
    for (const [place, number] of numbers.entries()) {
      partOf[number] = part;
      numberIn[number] = place;
    }
  const edgesOf: NumberEdge[][] = parts.map(() => []);
  for (const [from, to] of edges) edgesOf[partOf[from] ?? 0]?.push([numberIn[from] ?? 0, numberIn[to] ?? 0]);
  let done = 0;
  return parts.map((numbers, part) => {
    const mine = Float64Array.from(numbers, (number) => known[number] ?? Number.NaN);
    const found = layeredPlaces(
      numbers.length,
      edgesOf[part] ?? [],
      {
        room: { card, gap: GAP_ACROSS, pass: GAP_OF_PASS },
        known: mine.every(Number.isNaN) ? null : mine,
        effort,
      },
      (share) => report((done + share * numbers.length) / names.length),
    );
    done += numbers.length;
    report(done / names.length);
    const places = found.map(({ layer, across }, place): [string, Point] => {
      const along = layer * (length + gap);
      const name = names[numbers[place] ?? 0] ?? "";
      return [name, direction === "right" ? { x: along, y: across } : { x: across, y: along }];
    });
    return compactLayers(new Map(places), direction, GAP_ACROSS);
  });
}

/** Where each vertex stands today across the edges; NaN where it has no place. */
function knownAcross(file: GraphFile, names: readonly string[]): Float64Array {
  const isRight = directionOf(file) === "right";
  return Float64Array.from(names, (name) => {
    const place = file.layout.get(name);
    return place === undefined ? Number.NaN : isRight ? place.y : place.x;
  });
}

/**
 * The file with a place for every vertex: tidy where none has one, else those without one below the others. Final steps
 * stand in their lane.
 */
export function placed(file: GraphFile, work: TidyWork = AT_ONCE): GraphFile {
  const all = withPlaces(file, work);
  return inLane(all, directionOf(all));
}

/** True where a vertex has a place: two finite numbers. */
export function hasPlace({ layout }: Pick<GraphFile, "layout">, name: string): boolean {
  const place = layout.get(name);
  return place !== undefined && Number.isFinite(place.x) && Number.isFinite(place.y);
}

function withPlaces(file: GraphFile, work: TidyWork): GraphFile {
  const finals = new Set(finalSteps(file));
  const names = [...file.content.vertices.keys()].filter((name) => !finals.has(name));
  const homeless = names.filter((name) => !hasPlace(file, name));
  if (homeless.length === 0) return file;
  const found = tidyPlaces(file, homeless, "right", work);
  const old = [...file.layout].filter(([name]) => !finals.has(name) && hasPlace(file, name));
  const oldPlaces = old.map(([, place]) => place);
  const below = old.length === 0 ? 0 : Math.max(...oldPlaces.map(({ y }) => y)) + CARD_HEIGHT + GAP_ALONG;
  const left = old.length === 0 ? 0 : cornerOf(oldPlaces).x;
  const layout = new Map(file.layout);
  for (const [name, { x, y }] of found) layout.set(name, insideCanvas({ x: x + left, y: y + below }));
  return { ...file, layout };
}

/** The direction of most edges at the present places; edges leave the cards on that side. */
export function directionOf({
  content,
  layout,
}: {
  content: { edges: readonly EdgeEnds[] };
  layout: GraphFile["layout"];
}): Direction {
  let right = 0;
  let down = 0;
  for (const { tail, head } of content.edges) {
    const from = layout.get(tail);
    const to = layout.get(head);
    if (from === undefined || to === undefined) continue;
    if (to.x >= from.x + CARD_WIDTH) right += 1;
    if (to.y >= from.y + CARD_HEIGHT) down += 1;
  }
  return down > right ? "down" : "right";
}

function cornerOf(places: readonly Point[]): Point {
  return places.reduce((least, { x, y }) => ({ x: Math.min(least.x, x), y: Math.min(least.y, y) }), {
    x: Number.POSITIVE_INFINITY,
    y: Number.POSITIVE_INFINITY,
  });
}
