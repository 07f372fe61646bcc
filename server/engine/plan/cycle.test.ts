import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cyclesOf } from "./cycle.ts";

/** A graph without cycles: every edge goes from a lower to a higher position in a shuffled order. */
const acyclic = fc.integer({ min: 2, max: 30 }).chain((count) =>
  fc
    .tuple(
      fc.shuffledSubarray(
        Array.from({ length: count }, (_, number) => number),
        { minLength: count },
      ),
      fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: count * 3 }),
    )
    .map(([order, pairs]) => {
      const successors: number[][] = Array.from({ length: count }, () => []);
      for (const [a, b] of pairs)
        if (a !== b) successors[order[Math.min(a, b)] ?? 0]?.push(order[Math.max(a, b)] ?? 0);
      return successors;
    }),
);

test("no cycle is found in a graph without cycles", () => {
  fc.assert(
    fc.property(acyclic, (successors) => {
      expect(cyclesOf(successors)).toEqual([]);
    }),
  );
});

test("an edge back along a path makes a cycle, and the result is a cycle of the graph", () => {
  fc.assert(
    fc.property(acyclic, fc.nat(), fc.nat({ max: 20 }), (successors, from, steps) => {
      const start = from % successors.length;
      let end = start;
      for (let step = 0; step <= steps; step += 1)
        end = successors[end]?.[step % (successors[end]?.length || 1)] ?? end;
      fc.pre(end !== start);
      successors[end]?.push(start);
      const cycles = cyclesOf(successors);
      expect(cycles.length).toBe(1);
      for (const cycle of cycles) {
        expect(new Set(cycle).size).toBe(cycle.length);
        expect(cycle[0]).toBe(Math.min(...cycle));
        for (const [place, number] of cycle.entries())
          expect(successors[number]).toContain(cycle[(place + 1) % cycle.length]);
      }
    }),
  );
});

describe("the cycle that is found", () => {
  test("begins with the vertex that comes first in the file", () =>
    expect(cyclesOf([[2], [0, 3], [1], []])).toEqual([[0, 2, 1]]));

  test("is a short one", () => expect(cyclesOf([[1, 2], [3], [0], [0]])).toEqual([[0, 2]]));

  test("is one for each strongly connected component", () =>
    expect(cyclesOf([[1], [0, 2], [3], [2]])).toEqual([
      [0, 1],
      [2, 3],
    ]));

  test("is never an edge from a vertex to itself", () => expect(cyclesOf([[0, 1], [1]])).toEqual([]));
});

test("a cycle of 10,000 vertices and a path of 10,000 vertices do not exhaust the stack", () => {
  const row = Array.from({ length: 10_000 }, (_, number) => (number === 9_999 ? [] : [number + 1]));
  expect(cyclesOf(row)).toEqual([]);
  const ring = row.map((heads, number) => (number === 9_999 ? [0] : heads));
  expect(cyclesOf(ring)[0]).toHaveLength(10_000);
});
