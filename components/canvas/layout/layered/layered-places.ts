import { acyclicOf, type NumberEdge } from "./acyclic.ts";
import { coordinatesOf, type Room } from "./coordinates.ts";
import { inLayers } from "./layers.ts";
import { type Effort, orderLayers } from "./order.ts";

/** Where a vertex stands: the number of its layer, and where it begins across the layers, in pixels. */
export type LayeredPlace = { readonly layer: number; readonly across: number };

/**
 * Places in layers: edges lead to later layers, with few crossings. The time grows with the number of vertices and edges,
 * and the same graph always gives the same places.
 *
 * @param count the vertices are 0 to `count - 1`.
 * @param known see `orderLayers`.
 */
export function layeredPlaces(
  count: number,
  edges: readonly NumberEdge[],
  { room, known, effort }: { room: Room; known: Float64Array | null; effort: Effort },
  report: (share: number) => void,
): readonly LayeredPlace[] {
  const graph = inLayers(acyclicOf(count, edges));
  const orders = orderLayers(graph, known, effort, report);
  const middles = coordinatesOf(graph, orders, room);
  const places: LayeredPlace[] = Array.from({ length: count }, () => ({ layer: 0, across: 0 }));
  for (const [layer, numbers] of orders.entries())
    for (const number of numbers)
      if (number < count) places[number] = { layer, across: (middles[number] ?? 0) - room.card / 2 };
  return places;
}
