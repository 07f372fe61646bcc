import { Graph, layout as layOut } from "@dagrejs/dagre";
import type { EdgeEnds, Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction, GRID } from "./card-size.ts";
import { clearOfEdges } from "./clear-of-edges.ts";
import { compactLayers } from "./compact-layers.ts";
import { finalSteps, inLane } from "./final-lane.ts";

const GAP_ALONG = 100;
const GAP_ACROSS = 40;
/** Above this the layers are found by a faster way, which makes edges a little longer. */
const MAX_EDGES_AT_BEST = 300;

/**
 * Places for these vertices by their edges, in layers, with few crossings. The upper left corner of the whole stays
 * where it is, so that tidying does not make a graph run away. The same graph always gives the same places. Final steps
 * get none: they stand in their lane.
 */
export function tidyPlaces(
  file: GraphFile,
  all: readonly string[],
  direction: Direction,
): ReadonlyMap<string, Point> {
  const finals = new Set(finalSteps(file));
  const names = all.filter((name) => !finals.has(name));
  if (names.length === 0) return new Map();
  const graph = new Graph();
  graph.setDefaultEdgeLabel(() => ({}));
  // dagre keeps its nodes in plain objects, in which a name such as `constructor` or `1` means something else.
  const ids = new Map(names.map((name, place) => [name, `v${place}`]));
  for (const id of ids.values()) graph.setNode(id, { width: CARD_WIDTH, height: CARD_HEIGHT });
  for (const { tail, head } of file.content.edges) {
    const [from, to] = [ids.get(tail), ids.get(head)];
    if (tail !== head && from !== undefined && to !== undefined) graph.setEdge(from, to);
  }
  graph.setGraph({
    rankdir: direction === "right" ? "LR" : "TB",
    ranksep: GAP_ALONG,
    nodesep: GAP_ACROSS,
    ranker: graph.edgeCount() > MAX_EDGES_AT_BEST ? "tight-tree" : "network-simplex",
  });
  layOut(graph);
  const laidOut = [...ids].map(([name, id]): [string, Point] => {
    const { x = 0, y = 0 } = graph.node(id);
    return [name, { x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 }];
  });
  const compact = compactLayers(new Map(laidOut), direction, GAP_ACROSS);
  const corners = [...clearOfEdges(compact, file.content.edges, direction)];
  const from = cornerOf(corners.map(([, place]) => place));
  const old = names.flatMap((name) => file.layout.get(name) ?? []);
  const to = old.length === 0 ? { x: 0, y: 0 } : cornerOf(old);
  const onGrid = (value: number) => Math.round(value / GRID) * GRID;
  return new Map(
    corners.map(([name, { x, y }]) => [name, { x: onGrid(x - from.x) + to.x, y: onGrid(y - from.y) + to.y }]),
  );
}

/**
 * The file with a place for every vertex: tidy where none has one, else those without one below the others. Final steps
 * stand in their lane.
 */
export function placed(file: GraphFile): GraphFile {
  const all = withPlaces(file);
  return inLane(all, directionOf(all));
}

function withPlaces(file: GraphFile): GraphFile {
  const finals = new Set(finalSteps(file));
  const names = [...file.content.vertices.keys()].filter((name) => !finals.has(name));
  const homeless = names.filter((name) => !file.layout.has(name));
  if (homeless.length === 0) return file;
  const found = tidyPlaces(file, homeless, "right");
  const old = [...file.layout].filter(([name]) => !finals.has(name)).map(([, place]) => place);
  const below = old.length === 0 ? 0 : Math.max(...old.map(({ y }) => y)) + CARD_HEIGHT + GAP_ALONG;
  const left = old.length === 0 ? 0 : cornerOf(old).x;
  const layout = new Map(file.layout);
  for (const [name, { x, y }] of found) layout.set(name, { x: x + left, y: y + below });
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
