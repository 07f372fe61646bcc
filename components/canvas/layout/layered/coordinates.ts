import type { Orders } from "./crossings.ts";
import type { LayeredGraph } from "./layers.ts";

/** How often all layers are drawn to their neighbours, forwards and backwards. */
const ROUNDS = 6;
/** Long edges are kept straight: their passes hold together more than cards do. */
const WEIGHT_OF_PASS = 4;

/** The breadth of a card, the gap between two cards, and how far an edge that goes through a layer is from all else there. */
export type Room = { readonly card: number; readonly gap: number; readonly pass: number };

/**
 * Where the middle of each number is across the layers: near the middle of what it is connected to, in the given order,
 * and apart from its neighbours. The least is the first that a card may begin at.
 */
export function coordinatesOf(graph: LayeredGraph, orders: Orders, room: Room): Float64Array {
  const { before, after, count } = graph;
  const across = new Float64Array(before.length);
  const apart = (one: number, other: number) => {
    const cards = (one < count ? 1 : 0) + (other < count ? 1 : 0);
    return (cards * room.card) / 2 + (cards === 2 ? room.gap : room.pass);
  };
  // How far each is from the first of its layer at least.
  const offsets = new Float64Array(before.length);
  for (const layer of orders) {
    let at = 0;
    for (const [place, number] of layer.entries()) {
      if (place > 0) at += apart(layer[place - 1] ?? 0, number);
      offsets[number] = at;
    }
    for (const number of layer) across[number] = (offsets[number] ?? 0) - at / 2;
  }
  const draw = (layer: readonly number[], sides: readonly (readonly (readonly number[])[])[]) => {
    const wanted: number[] = [];
    const weights: number[] = [];
    for (const number of layer) {
      let [sum, weight] = [0, 0];
      for (const side of sides)
        for (const neighbour of side[number] ?? []) {
          const isStraight = number >= count || neighbour >= count;
          const pull = isStraight ? WEIGHT_OF_PASS : 1;
          sum += pull * (across[neighbour] ?? 0);
          weight += pull;
        }
      wanted.push((weight === 0 ? (across[number] ?? 0) : sum / weight) - (offsets[number] ?? 0));
      weights.push(Math.max(weight, 0.1));
    }
    const found = ascending(wanted, weights);
    for (const [place, number] of layer.entries())
      across[number] = (found[place] ?? 0) + (offsets[number] ?? 0);
  };
  const back = [...orders].reverse();
  for (let round = 0; round < ROUNDS; round += 1) {
    // The last rounds look to both sides; the first ones bring together what is far apart.
    const isLast = round >= ROUNDS / 2;
    for (const layer of orders) draw(layer, isLast ? [before, after] : [before]);
    for (const layer of back) draw(layer, isLast ? [before, after] : [after]);
  }
  let least = Number.POSITIVE_INFINITY;
  for (let number = 0; number < count; number += 1) least = Math.min(least, across[number] ?? 0);
  return across.map((at) => at - least + room.card / 2);
}

/** The ascending numbers that are nearest to the wanted ones: neighbours in the wrong order share their mean. */
function ascending(wanted: readonly number[], weights: readonly number[]): number[] {
  const blocks: { mean: number; weight: number; length: number }[] = [];
  for (const [place, value] of wanted.entries()) {
    let block = { mean: value, weight: weights[place] ?? 1, length: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.mean > block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const weight = last.weight + block.weight;
      const mean = (last.mean * last.weight + block.mean * block.weight) / weight;
      block = { mean, weight, length: last.length + block.length };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, length }) => Array.from({ length }, () => mean));
}
