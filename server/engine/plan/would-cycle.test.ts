import fc from "fast-check";
import { expect, test } from "vitest";
import { wouldCycle } from "./would-cycle.ts";

const edges = (...texts: string[]) =>
  texts.map((text) => {
    const [tail = "", head = ""] = text.split(" -> ");
    return { tail, head };
  });

test.each([
  ["an edge onto itself", [], "A", "A", ["A"]],
  ["an edge that goes straight back", ["A -> B"], "B", "A", ["B", "A"]],
  ["an edge that goes back a long way", ["A -> B", "B -> C", "C -> D"], "D", "A", ["D", "A", "B", "C"]],
  ["the shortest way", ["A -> B", "B -> C", "A -> C"], "C", "A", ["C", "A"]],
  ["an edge that goes on", ["A -> B"], "A", "C", null],
  ["an edge beside another", ["A -> B", "B -> C"], "A", "C", null],
  ["an edge between strangers", ["A -> B"], "X", "Y", null],
])("%s", (_, texts, tail, head, cycle) => expect(wouldCycle(edges(...texts), tail, head)).toEqual(cycle));

test("terminates in a graph that already has a cycle", () => {
  expect(wouldCycle(edges("A -> B", "B -> A"), "C", "A")).toBeNull();
});

test("the result is a path along the edges", () => {
  const name = fc.integer({ min: 0, max: 9 }).map((number) => `v${number}`);
  fc.assert(
    fc.property(
      fc.array(fc.record({ tail: name, head: name }), { maxLength: 25 }),
      name,
      name,
      (edges, tail, head) => {
        const cycle = wouldCycle(edges, tail, head);
        if (cycle === null || tail === head) return;
        expect(cycle.slice(0, 2)).toEqual([tail, head]);
        cycle.slice(1).forEach((from, place) => {
          expect(edges).toContainEqual({ tail: from, head: cycle[place + 2] ?? tail });
        });
      },
    ),
  );
});
