import fc from "fast-check";
import { expect, test } from "vitest";
import { CARD_HEIGHT, CARD_WIDTH } from "./card-size.ts";
import { clearOfEdges } from "./clear-of-edges.ts";

const row = (name: string, x: number, y: number): [string, { x: number; y: number }] => [name, { x, y }];

test("a card that an edge would run behind moves aside, and those on its side with it", () => {
  const places = new Map([row("A", 0, 100), row("C", 300, 70), row("E", 300, -50), row("B", 600, 100)]);
  const moved = clearOfEdges(places, [{ tail: "A", head: "B" }], "right");
  expect(moved.get("A")).toEqual({ x: 0, y: 100 });
  expect(moved.get("C")).toEqual({ x: 300, y: 40 });
  expect(moved.get("E")).toEqual({ x: 300, y: -80 });
});

test("from top to bottom it is the same turned round", () => {
  const places = new Map([row("A", 0, 0), row("C", 20, 200), row("B", 0, 400)]);
  const moved = clearOfEdges(places, [{ tail: "A", head: "B" }], "down");
  expect(moved.get("C")?.y).toBe(200);
  expect(moved.get("C")?.x).toBeGreaterThanOrEqual(CARD_WIDTH / 2 + 20);
});

test("no card leaves its layer, and cards that were apart stay apart", () => {
  const layers = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 });
  const edges = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 12 });
  fc.assert(
    fc.property(layers, edges, (sizes, pairs) => {
      const places = new Map(
        sizes.flatMap((size, layer) =>
          Array.from({ length: size }, (_, place) => row(`${layer}.${place}`, layer * 320, place * 120)),
        ),
      );
      const names = [...places.keys()];
      const edges = pairs.flatMap(([tail, head]) => {
        const [from, to] = [names[tail % names.length], names[head % names.length]];
        return from !== undefined && to !== undefined && from < to ? [{ tail: from, head: to }] : [];
      });
      const moved = clearOfEdges(places, edges, "right");
      for (const [name, { x, y }] of places) {
        expect(moved.get(name)?.x).toBe(x);
        for (const [other, at] of places)
          if (other !== name && at.x === x && y < at.y)
            expect((moved.get(other)?.y ?? 0) - (moved.get(name)?.y ?? 0)).toBeGreaterThanOrEqual(
              CARD_HEIGHT,
            );
      }
    }),
  );
});
