import type { LayeredGraph } from "./layers.ts";

/** The numbers of each layer in the order in which they stand. */
export type Orders = readonly (readonly number[])[];

/** Where each number stands in its layer. */
export function positionsOf(orders: Orders, size: number): Int32Array {
  const positions = new Int32Array(size);
  for (const layer of orders) for (const [place, number] of layer.entries()) positions[number] = place;
  return positions;
}

/** How often edges cross in this order. */
export function crossingsOf({ after }: LayeredGraph, orders: Orders): number {
  const positions = positionsOf(orders, after.length);
  let crossings = 0;
  for (const [layer, numbers] of orders.entries()) {
    const next = orders[layer + 1];
    if (next === undefined) break;
    // A Fenwick tree over the next layer: how many edges seen so far end behind a place.
    const tree = new Int32Array(next.length + 1);
    let seen = 0;
    for (const number of numbers) {
      const ends = (after[number] ?? []).map((head) => positions[head] ?? 0);
      for (const end of ends) {
        let upTo = 0;
        for (let at = end + 1; at > 0; at -= at & -at) upTo += tree[at] ?? 0;
        crossings += seen - upTo;
      }
      for (const end of ends)
        for (let at = end + 1; at < tree.length; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
      seen += ends.length;
    }
  }
  return crossings;
}
