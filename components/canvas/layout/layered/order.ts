import { crossingsOf, type Orders, positionsOf } from "./crossings.ts";
import type { LayeredGraph } from "./layers.ts";

/** How much work the order is worth: how often all layers are sorted, and how often neighbours are exchanged. */
export type Effort = { readonly sweeps: number; readonly exchanges: number };

export const FULL_EFFORT: Effort = { sweeps: 24, exchanges: 4 };
/** In time that grows with the number of vertices and edges only. */
export const LEAST_EFFORT: Effort = { sweeps: 2, exchanges: 0 };

/** So many numbers are sorted at most, in all sweeps together; a huge graph has fewer sweeps. */
const MAX_SORTED = 800_000;
const MIN_SWEEPS = 4;
/** So many sweeps in a row that brought nothing end the search. */
const MAX_IDLE = 5;
/** The order of today is kept unless another one has fewer crossings than this share of its own. */
const CLEARLY_FEWER = 0.8;

/**
 * The order of each layer with few crossings.
 *
 * @param known where each vertex stands today, across the layers; NaN where it has no place. Where this order is not much
 *   worse than the best one found it is kept: a person finds things where they were. Null: there is no order yet.
 * @param report is told which share of the work is done.
 */
export function orderLayers(
  graph: LayeredGraph,
  known: Float64Array | null,
  { sweeps, exchanges }: Effort,
  report: (share: number) => void,
): Orders {
  let best = depthFirst(graph);
  let least = crossingsOf(graph, best);
  let last: Orders = best;
  const most = Math.min(sweeps, Math.max(MIN_SWEEPS, Math.floor(MAX_SORTED / graph.before.length)));
  for (let sweep = 0, idle = 0; sweep < most && idle < MAX_IDLE && least > 0; sweep += 1) {
    last = sorted(graph, last, sweep % 2 === 0);
    const crossings = crossingsOf(graph, last);
    idle = crossings < least ? 0 : idle + 1;
    if (crossings < least) [best, least] = [last, crossings];
    report((sweep + 1) / most);
  }
  best = exchanged(graph, best, exchanges);
  if (known === null) return best;
  const kept = exchanged(graph, orderAsKnown(graph, known), exchanges);
  return crossingsOf(graph, best) < CLEARLY_FEWER * crossingsOf(graph, kept) ? best : kept;
}

/** Each layer in the order in which a walk along the edges comes to its numbers. */
function depthFirst({ layers, after }: LayeredGraph): Orders {
  const layerOf = new Int32Array(after.length);
  for (const [layer, numbers] of layers.entries()) for (const number of numbers) layerOf[number] = layer;
  const isSeen = new Uint8Array(after.length);
  const orders: number[][] = layers.map(() => []);
  for (const start of layers.flat()) {
    const open = [start];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (isSeen[number] === 1) continue;
      isSeen[number] = 1;
      orders[layerOf[number] ?? 0]?.push(number);
      for (const next of [...(after[number] ?? [])].reverse()) open.push(next);
    }
  }
  return orders;
}

/** Each layer sorted by the mean place of what its numbers are connected to in the layer that was sorted before it. */
function sorted({ before, after }: LayeredGraph, orders: Orders, isForward: boolean): Orders {
  const neighbours = isForward ? before : after;
  const positions = positionsOf(orders, before.length);
  const next: (readonly number[])[] = [...orders];
  const means = new Float64Array(before.length);
  for (let step = 1; step < orders.length; step += 1) {
    const layer = isForward ? step : orders.length - 1 - step;
    const numbers = orders[layer] ?? [];
    const bound = numbers.filter((number) => (neighbours[number] ?? []).length > 0);
    for (const number of bound) means[number] = meanOf(neighbours[number] ?? [], positions);
    bound.sort((one, other) => (means[one] ?? 0) - (means[other] ?? 0));
    let taken = 0;
    // What is connected to nothing there stays at its place.
    const layout = numbers.map((number) =>
      (neighbours[number] ?? []).length > 0 ? (bound[taken++] ?? number) : number,
    );
    for (const [place, number] of layout.entries()) positions[number] = place;
    next[layer] = layout;
  }
  return next;
}

function meanOf(numbers: readonly number[], positions: Int32Array): number {
  let sum = 0;
  for (const number of numbers) sum += positions[number] ?? 0;
  return sum / numbers.length;
}

/** Exchanges two that stand side by side wherever fewer edges cross then. */
function exchanged({ before, after }: LayeredGraph, orders: Orders, rounds: number): Orders {
  const next = orders.map((numbers) => [...numbers]);
  const positions = positionsOf(orders, before.length);
  for (let round = 0, isBetter = true; round < rounds && isBetter; round += 1) {
    isBetter = false;
    for (const layer of next) {
      const ends = layer.map((number) => [
        placesOf(before[number] ?? [], positions),
        placesOf(after[number] ?? [], positions),
      ]);
      for (let place = 0; place + 1 < layer.length; place += 1) {
        const [one, other] = [ends[place] ?? [], ends[place + 1] ?? []];
        let gain = 0;
        for (const side of [0, 1]) gain += gainOf(one[side] ?? [], other[side] ?? []);
        if (gain <= 0) continue;
        [layer[place], layer[place + 1]] = [layer[place + 1] ?? 0, layer[place] ?? 0];
        [ends[place], ends[place + 1]] = [other, one];
        isBetter = true;
      }
      for (const [place, number] of layer.entries()) positions[number] = place;
    }
  }
  return next;
}

function placesOf(numbers: readonly number[], positions: Int32Array): readonly number[] {
  return numbers.map((number) => positions[number] ?? 0).sort((one, other) => one - other);
}

/** How many crossings less there are if what stands first goes behind the other one; the ends of both are sorted. */
function gainOf(first: readonly number[], second: readonly number[]): number {
  let gain = 0;
  let [below, upTo] = [0, 0];
  for (const end of first) {
    while (below < second.length && (second[below] ?? 0) < end) below += 1;
    while (upTo < second.length && (second[upTo] ?? 0) <= end) upTo += 1;
    gain += below - (second.length - upTo);
  }
  return gain;
}

/** Each layer as its vertices stand today. One without a place goes to those that it is connected to. */
function orderAsKnown({ count, layers, before, after, passes }: LayeredGraph, known: Float64Array): Orders {
  const across = new Float64Array(before.length).fill(Number.NaN);
  across.set(known);
  const fill = (number: number, neighbours: readonly number[]) => {
    if (!Number.isNaN(across[number])) return;
    let [sum, found] = [0, 0];
    for (const neighbour of neighbours) {
      const at = across[neighbour] ?? Number.NaN;
      if (Number.isNaN(at)) continue;
      sum += at;
      found += 1;
    }
    if (found > 0) across[number] = sum / found;
  };
  for (const { edge, numbers } of passes) {
    const [from, to] = [across[edge[0]] ?? 0, across[edge[1]] ?? 0];
    for (const [place, number] of numbers.entries())
      across[number] = from + ((to - from) * (place + 1)) / (numbers.length + 1);
  }
  const inOrder = layers.flat();
  for (const number of inOrder) fill(number, before[number] ?? []);
  for (const number of inOrder.reverse()) fill(number, after[number] ?? []);
  for (let number = 0; number < across.length; number += 1)
    if (Number.isNaN(across[number])) across[number] = number < count ? Number.MAX_VALUE : 0;
  return layers.map((numbers) =>
    [...numbers].sort((one, other) => Math.sign((across[one] ?? 0) - (across[other] ?? 0)) || one - other),
  );
}
