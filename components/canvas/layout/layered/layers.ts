import type { Acyclic, NumberEdge } from "./acyclic.ts";

/** So many passes for each vertex and edge; edges over more layers have none, and decide nothing about the order. */
const MAX_PASSES = 2;

/**
 * A graph in layers. Numbers below `count` are vertices. Each other one is a pass: a place where an edge goes through a
 * layer between its ends. Every edge then leads from one layer to the next.
 */
export type LayeredGraph = {
  readonly count: number;
  /** The numbers of each layer. */
  readonly layers: readonly (readonly number[])[];
  /** By number: what it is connected to in the layer before, and in the one behind. */
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
  /** The passes of each edge that has some, from its tail to its head. */
  readonly passes: readonly { readonly edge: NumberEdge; readonly numbers: readonly number[] }[];
};

/** Each vertex one layer behind the last of its tails, or near its heads where it has more of them. */
export function inLayers({ order, edges }: Acyclic): LayeredGraph {
  const count = order.length;
  const layerOf = layersBy(order, edges);
  const layers: number[][] = [];
  for (let number = 0; number < count; number += 1) {
    const layer = layerOf[number] ?? 0;
    while (layers.length <= layer) layers.push([]);
    layers[layer]?.push(number);
  }
  const before: number[][] = Array.from({ length: count }, () => []);
  const after: number[][] = Array.from({ length: count }, () => []);
  const passes: { edge: NumberEdge; numbers: number[] }[] = [];
  const connect = (from: number, to: number) => {
    after[from]?.push(to);
    before[to]?.push(from);
  };
  const spanOf = ([from, to]: NumberEdge) => (layerOf[to] ?? 0) - (layerOf[from] ?? 0);
  let left = MAX_PASSES * (count + edges.length);
  for (const edge of [...edges].sort((one, other) => spanOf(one) - spanOf(other))) {
    const span = spanOf(edge);
    left -= span - 1;
    if (left < 0) break;
    const [from, to] = edge;
    const numbers: number[] = [];
    let last = from;
    for (let layer = (layerOf[from] ?? 0) + 1; layer < (layerOf[to] ?? 0); layer += 1) {
      const pass = before.length;
      before.push([]);
      after.push([]);
      layers[layer]?.push(pass);
      numbers.push(pass);
      connect(last, pass);
      last = pass;
    }
    connect(last, to);
    if (numbers.length > 0) passes.push({ edge, numbers });
  }
  return { count, layers, before, after, passes };
}

function layersBy(order: readonly number[], edges: readonly NumberEdge[]): Int32Array {
  const count = order.length;
  const heads: number[][] = Array.from({ length: count }, () => []);
  const tails = new Int32Array(count);
  for (const [from, to] of edges) {
    heads[from]?.push(to);
    tails[to] = (tails[to] ?? 0) + 1;
  }
  const layerOf = new Int32Array(count);
  for (const from of order)
    for (const to of heads[from] ?? []) layerOf[to] = Math.max(layerOf[to] ?? 0, (layerOf[from] ?? 0) + 1);
  // From the last to the first: heads have their layer before their tails are looked at.
  for (let place = count - 1; place >= 0; place -= 1) {
    const number = order[place] ?? 0;
    const mine = heads[number] ?? [];
    if (mine.length <= (tails[number] ?? 0)) continue;
    let least = Number.POSITIVE_INFINITY;
    for (const head of mine) least = Math.min(least, layerOf[head] ?? 0);
    layerOf[number] = least - 1;
  }
  return layerOf;
}
