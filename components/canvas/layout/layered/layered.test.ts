import fc from "fast-check";
import { expect, test } from "vitest";
import { acyclicOf, connectedParts } from "./acyclic.ts";
import { crossingsOf } from "./crossings.ts";
import { layeredPlaces } from "./layered-places.ts";
import { inLayers } from "./layers.ts";
import { FULL_EFFORT, LEAST_EFFORT, orderLayers } from "./order.ts";

const ROOM = { card: 80, gap: 40, pass: 20 };
const MOST = 30;
const count = fc.integer({ min: 1, max: MOST });
/** Any edges: to themselves, twice, in circles. */
const pairs = fc.array(fc.tuple(fc.nat(MOST - 1), fc.nat(MOST - 1)), { maxLength: 60 });

function edgesOf(size: number, all: readonly (readonly [number, number])[]) {
  return all.map(([from, to]) => [from % size, to % size] as const);
}

function placesOf(size: number, edges: readonly (readonly [number, number])[], effort = FULL_EFFORT) {
  return layeredPlaces(size, edges, { room: ROOM, known: null, effort }, () => undefined);
}

test("an edge leads to a later layer, unless it closes a circle, and cards of a layer are apart", () => {
  fc.assert(
    fc.property(count, pairs, fc.constantFrom(FULL_EFFORT, LEAST_EFFORT), (size, all, effort) => {
      const edges = edgesOf(size, all);
      const places = placesOf(size, edges, effort);
      const layerOf = (number: number) => places[number]?.layer ?? -1;
      for (const [from, to] of acyclicOf(size, edges).edges) expect(layerOf(from)).toBeLessThan(layerOf(to));
      for (const [one, { layer, across }] of places.entries())
        for (const other of places.slice(one + 1))
          if (other.layer === layer)
            expect(Math.abs(other.across - across)).toBeGreaterThanOrEqual(ROOM.card + ROOM.gap - 0.01);
    }),
  );
});

test("edges without a circle stay as they are, and of a circle as few are turned as one search finds", () => {
  expect(
    acyclicOf(4, [
      [0, 1],
      [2, 1],
      [1, 3],
      [1, 1],
      [0, 1],
    ]).edges,
  ).toEqual([
    [0, 1],
    [2, 1],
    [1, 3],
  ]);
  const { edges } = acyclicOf(3, [
    [0, 1],
    [1, 2],
    [2, 0],
  ]);
  expect(edges).toEqual([
    [0, 1],
    [1, 2],
    [0, 2],
  ]);
});

test("parts are what no edge connects, whatever the direction of the edges", () => {
  expect(
    connectedParts(6, [
      [4, 1],
      [1, 5],
      [3, 2],
    ]),
  ).toEqual([[0], [1, 4, 5], [2, 3]]);
});

test("crossings are counted as by looking at each pair of edges", () => {
  fc.assert(
    fc.property(count, pairs, (size, all) => {
      const graph = inLayers(acyclicOf(size, edgesOf(size, all)));
      const placeOf = new Map(graph.layers.flatMap((layer) => layer.map((number, place) => [number, place])));
      let expected = 0;
      for (const layer of graph.layers) {
        const ends = layer.flatMap((from) =>
          (graph.after[from] ?? []).map((to) => [placeOf.get(from) ?? 0, placeOf.get(to) ?? 0] as const),
        );
        for (const [place, [from, to]] of ends.entries())
          for (const [otherFrom, otherTo] of ends.slice(place + 1))
            if ((from - otherFrom) * (to - otherTo) < 0) expected += 1;
      }
      expect(crossingsOf(graph, graph.layers)).toBe(expected);
    }),
  );
});

test("a tree has no crossings", () => {
  const edges = Array.from({ length: 29 }, (_, number) => [Math.floor(number / 3), number + 1] as const);
  const shuffled = [...edges].reverse();
  const graph = inLayers(acyclicOf(30, shuffled));
  expect(
    crossingsOf(
      graph,
      orderLayers(graph, null, FULL_EFFORT, () => undefined),
    ),
  ).toBe(0);
});

test("a chain is straight, and a fan is even on both sides", () => {
  const chain = placesOf(4, [
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  expect(chain.map(({ across }) => Math.round(across))).toEqual([0, 0, 0, 0]);
  const fan = placesOf(5, [
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 4],
    [2, 4],
    [3, 4],
  ]);
  expect(fan.map(({ across }) => Math.round(across))).toEqual([120, 0, 120, 240, 120]);
});

test("an order that is known is kept where no other has clearly fewer crossings", () => {
  const graph = inLayers(
    acyclicOf(4, [
      [0, 1],
      [0, 2],
      [0, 3],
    ]),
  );
  const known = Float64Array.of(0, 300, 100, 200);
  expect(orderLayers(graph, known, FULL_EFFORT, () => undefined)).toEqual([[0], [2, 3, 1]]);
});
