import fc from "fast-check";
import { expect, test } from "vitest";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../card-size.ts";
import { roomBetween } from "./room-between.ts";

type Place = readonly [number, number];

function fileOf(places: Readonly<Record<string, Place>>, edges: readonly string[]): GraphFile {
  const names = Object.keys(places);
  return {
    content: {
      signalbox: 1,
      name: "g",
      vertices: new Map(names.map((name) => [name, {}])),
      edges: edges.map((edge) => ({ tail: edge.split(">")[0] ?? "", head: edge.split(">")[1] ?? "" })),
    },
    layout: new Map(names.map((name) => [name, { x: places[name]?.[0] ?? 0, y: places[name]?.[1] ?? 0 }])),
  };
}

const isCovering = (one: { x: number; y: number }, other: { x: number; y: number }) =>
  Math.abs(one.x - other.x) < CARD_WIDTH && Math.abs(one.y - other.y) < CARD_HEIGHT;

test("the head and all behind it give way, and what they would cover does, too; what has room stays", () => {
  const places = { A: [0, 0], B: [320, 0], C: [640, 0], X: [900, 20], Y: [320, 400] } as const;
  const file = fileOf(places, ["A>B", "B>C"]);
  const room = roomBetween(file, { tail: "A", head: "B" }, "right");
  expect(room?.at).toEqual({ x: 280, y: 0 });
  expect([...(room?.moved ?? [])]).toEqual([
    ["B", { x: 560, y: 0 }],
    ["C", { x: 880, y: 0 }],
    ["X", { x: 1140, y: 20 }],
  ]);
  const wide = fileOf({ A: [0, 0], B: [700, 100] }, ["A>B"]);
  expect(roomBetween(wide, { tail: "A", head: "B" }, "right")).toEqual({
    at: { x: 350, y: 50 },
    moved: new Map(),
  });
  expect(roomBetween(file, { tail: "A", head: "gone" }, "right")).toBeNull();
});

test("no two cards cover each other that did not before, and the new one covers neither end", () => {
  const cell = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 5 }));
  const graph = fc.uniqueArray(cell, { minLength: 2, maxLength: 14, selector: String }).chain((cells) =>
    fc.tuple(
      fc.constant(cells.toSorted(([one], [other]) => one - other)),
      fc.array(fc.tuple(fc.nat(cells.length - 1), fc.nat(cells.length - 1)), {
        minLength: 1,
        maxLength: 20,
      }),
      fc.constantFrom("right" as const, "down" as const),
      fc.integer({ min: 0, max: 90 }),
    ),
  );
  fc.assert(
    fc.property(graph, ([cells, pairs, direction, gap]) => {
      const places = Object.fromEntries(
        cells.map(([far, across], at): [string, Place] => {
          const [x, y] = direction === "right" ? [far, across] : [across, far];
          return [`v${at}`, [x * (CARD_WIDTH + gap), y * (CARD_HEIGHT + gap)]];
        }),
      );
      // Edges lead on: the cells are sorted along them.
      const edges = pairs.flatMap(([one, other]) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        return (cells[from]?.[0] ?? 0) < (cells[to]?.[0] ?? 0) ? [`v${from}>v${to}`] : [];
      });
      const file = fileOf(places, edges);
      for (const { tail, head } of file.content.edges) {
        const room = roomBetween(file, { tail, head }, direction);
        if (room === null) throw new Error("both ends have places");
        const after = new Map([...file.layout, ...room.moved]);
        expect(after.get(tail)).toEqual(file.layout.get(tail));
        for (const end of [tail, head]) expect(isCovering(room.at, after.get(end) ?? room.at)).toBe(false);
        const all = [...after.values()];
        for (const [number, one] of all.entries())
          for (const other of all.slice(number + 1)) expect(isCovering(one, other)).toBe(false);
      }
    }),
    { numRuns: 40 },
  );
});
