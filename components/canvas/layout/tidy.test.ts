import fc from "fast-check";
import { expect, test } from "vitest";
import type { Point } from "#components/draft/edits/edit.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "./card-size.ts";
import { directionOf, placed, tidyPlaces } from "./tidy.ts";

/** Edges among vertices that are named by their number, each to a larger one: no cycle. */
function fileOfEdges(count: number, pairs: readonly (readonly [number, number])[]) {
  const edges = pairs.flatMap(([a, b]) => {
    const [tail, head] = [Math.min(a % count, b % count), Math.max(a % count, b % count)];
    return tail === head ? [] : [{ tail: `v${tail}`, head: `v${head}` }];
  });
  const vertices = new Map(Array.from({ length: count }, (_, number) => [`v${number}`, {}] as const));
  return { ...FAN, content: { ...FAN.content, vertices, edges }, layout: new Map() };
}

/** No card covers another, and nowhere is more room than a few times what the fullest layer needs. */
function expectCompact(places: ReadonlyMap<string, { x: number; y: number }>, direction: "right" | "down") {
  const layers = new Map<number, number[]>();
  for (const { x, y } of places.values()) {
    const [along, across] = direction === "right" ? [x, y] : [y, x];
    layers.set(along, [...(layers.get(along) ?? []), across]);
  }
  const [length, breadth] = direction === "right" ? [CARD_WIDTH, CARD_HEIGHT] : [CARD_HEIGHT, CARD_WIDTH];
  const alongs = [...layers.keys()].sort((one, other) => one - other);
  for (const [index, along] of alongs.entries())
    if (index > 0) expect(along - (alongs[index - 1] ?? 0)).toBeGreaterThanOrEqual(length);
  for (const layer of layers.values()) {
    layer.sort((one, other) => one - other);
    for (const [index, across] of layer.entries())
      if (index > 0) expect(across - (layer[index - 1] ?? 0)).toBeGreaterThanOrEqual(breadth);
  }
  const fullest = Math.max(...[...layers.values()].map(({ length: cards }) => cards));
  const all = [...layers.values()].flat();
  expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(5 * fullest * (breadth + 40) + 4_000);
  expect((alongs.at(-1) ?? 0) - (alongs[0] ?? 0)).toBeLessThanOrEqual(places.size * (length + 100));
}

test("the area of a tidy graph is bounded by its cards, whatever its edges are", () => {
  const pairs = fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 120 });
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), pairs, fc.boolean(), (count, edges, isRight) => {
      const direction = isRight ? "right" : "down";
      const file = fileOfEdges(count, edges);
      expectCompact(tidyPlaces(file, [...file.content.vertices.keys()], direction), direction);
    }),
    { numRuns: 60 },
  );
});

test("500 vertices with 900 random edges stay where a person finds them", () => {
  const [pairs] = fc.sample(
    fc.array(fc.tuple(fc.nat(499), fc.nat(499)), { minLength: 900, maxLength: 900, size: "max" }),
    { numRuns: 1, seed: 7 },
  );
  const file = fileOfEdges(500, pairs ?? []);
  const places = tidyPlaces(file, [...file.content.vertices.keys()], "right");
  expectCompact(places, "right");
  expect(Math.max(...[...places.values()].map(({ y }) => y))).toBeLessThan(20_000);
});

test("no card covers another, with circles and several parts, and with edges to vertices that are not tidied", () => {
  const pairs = fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 40 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 25 }), pairs, fc.boolean(), (count, ends, isRight) => {
      const file = fileOfEdges(count, []);
      const edges = ends.map(([tail, head]) => ({ tail: `v${tail}`, head: `v${head % count}` }));
      const places = tidyPlaces(
        { ...file, content: { ...file.content, edges } },
        [...file.content.vertices.keys()],
        isRight ? "right" : "down",
      );
      expect(places.size).toBe(count);
      const all = [...places.values()];
      for (const [index, one] of all.entries())
        for (const other of all.slice(index + 1))
          expect(Math.abs(one.x - other.x) >= CARD_WIDTH || Math.abs(one.y - other.y) >= CARD_HEIGHT).toBe(
            true,
          );
    }),
    { numRuns: 60 },
  );
});

test("2,000 vertices without an edge are as broad as long", () => {
  const file = fileOfEdges(2_000, []);
  const places = [...tidyPlaces(file, [...file.content.vertices.keys()], "right").values()];
  const [broad, high] = [Math.max(...places.map(({ x }) => x)), Math.max(...places.map(({ y }) => y))];
  expect(high).toBeLessThan(12_000);
  expect(broad).toBeLessThan(12_000);
});

/** The pairs of cards that stand in one layer in both, and those of them that changed sides. */
function pairsThatTurned(before: ReadonlyMap<string, Point>, after: ReadonlyMap<string, Point>) {
  const names = [...before.keys()];
  let [all, turned] = [0, 0];
  for (const [index, one] of names.entries())
    for (const other of names.slice(index + 1)) {
      const [a, b, c, d] = [before.get(one), before.get(other), after.get(one), after.get(other)];
      if (a === undefined || b === undefined || c === undefined || d === undefined) continue;
      if (a.x !== b.x || c.x !== d.x) continue;
      all += 1;
      if (a.y < b.y !== c.y < d.y) turned += 1;
    }
  return { all, turned };
}

test("one vertex more turns little round, with and without places from before", () => {
  const sum = { all: 0, fresh: 0, again: 0 };
  const samples = fc.sample(
    fc.tuple(fc.array(fc.tuple(fc.nat(39), fc.nat(5)), { minLength: 60, maxLength: 60 }), fc.nat(39)),
    { numRuns: 12, seed: 11 },
  );
  for (const [pairs, tail] of samples) {
    const edges = pairs.map(([from, far]) => [from, Math.min(39, from + far)] as const);
    const before = tidyPlaces(fileOfEdges(40, edges), namesTo(40), "right");
    const more = fileOfEdges(41, edges);
    const content = {
      ...more.content,
      edges: [...more.content.edges, { tail: `v${tail}`, head: "v40" }],
    };
    const fresh = tidyPlaces({ ...more, content }, namesTo(41), "right");
    const again = tidyPlaces({ ...more, content, layout: before }, namesTo(41), "right");
    sum.all += pairsThatTurned(before, fresh).all;
    sum.fresh += pairsThatTurned(before, fresh).turned;
    sum.again += pairsThatTurned(before, again).turned;
  }
  expect(sum.all).toBeGreaterThan(300);
  expect(sum.fresh / sum.all).toBeLessThan(0.1);
  expect(sum.again / sum.all).toBeLessThan(0.05);
});

test("tidying twice is tidying once", () => {
  const file = fileOfEdges(
    30,
    [...Array(45).keys()].map((at) => [at * 7, at * 11 + 5] as const),
  );
  const once = tidyPlaces(file, namesTo(30), "right");
  expect(tidyPlaces({ ...file, layout: once }, namesTo(30), "right")).toEqual(once);
});

function namesTo(count: number) {
  return Array.from({ length: count }, (_, number) => `v${number}`);
}

function fileOf(text: string) {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

const FAN = fileOf(
  "vertices: { A: {}, B: {}, C: {}, D: {}, E: {} }\nedges: [A -> B, A -> C, A -> D, B -> E, C -> E, D -> E]",
);

test.each(["right", "down"] as const)("a tidy graph runs %s and no card covers another", (direction) => {
  const places = tidyPlaces(FAN, [...FAN.content.vertices.keys()], direction);
  for (const { tail, head } of FAN.content.edges) {
    const from = places.get(tail) ?? { x: 0, y: 0 };
    const to = places.get(head) ?? { x: 0, y: 0 };
    if (direction === "right") expect(to.x).toBeGreaterThanOrEqual(from.x + CARD_WIDTH);
    else expect(to.y).toBeGreaterThanOrEqual(from.y + CARD_HEIGHT);
  }
  const all = [...places.values()];
  for (const [index, one] of all.entries())
    for (const other of all.slice(index + 1))
      expect(Math.abs(one.x - other.x) >= CARD_WIDTH || Math.abs(one.y - other.y) >= CARD_HEIGHT).toBe(true);
  expect(directionOf({ content: FAN.content, layout: places })).toBe(direction);
});

test("the names of vertices decide nothing about their places, whatever JavaScript means by them", () => {
  const names = ["constructor", "toString", "__defineGetter__", "__proto__", "2", "1"];
  const edges = [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
    [3, 4],
    [3, 5],
  ] as const;
  const plain = fileOfEdges(names.length, edges);
  const named = (name: string) => names[Number(name.slice(1))] ?? "";
  const odd = {
    ...plain,
    content: {
      ...plain.content,
      vertices: new Map(names.map((name) => [name, {}])),
      edges: plain.content.edges.map(({ tail, head }) => ({ tail: named(tail), head: named(head) })),
    },
  };
  const expected = [...placed(plain).layout].map(([name, place]) => [named(name), place]);
  expect([...placed(odd).layout]).toEqual(expected);
});

test("where an edge has a label there is room for it between the cards", () => {
  const file = fileOf("vertices: { A: {}, B: {} }\nedges: [{ tail: A, head: B, when: failed }]");
  expect(placed(file).layout.get("B")?.x).toBe(CARD_WIDTH + 180);
});

test("tidying does not make the graph run away", () => {
  const names = [...FAN.content.vertices.keys()];
  const there = { ...FAN, layout: new Map(names.map((name) => [name, { x: 500, y: -70 }])) };
  const places = [...tidyPlaces(there, names, "right").values()];
  expect(Math.min(...places.map(({ x }) => x))).toBe(500);
  expect(Math.min(...places.map(({ y }) => y))).toBe(-70);
});

test("vertices without a place go below those that have one, which stay", () => {
  const file = fileOf("vertices: { A: {}, B: {} }\nedges: [A -> B]\nlayout: { A: [30, 40] }");
  const { layout } = placed(file);
  expect(layout.get("A")).toEqual({ x: 30, y: 40 });
  expect(layout.get("B")?.y).toBeGreaterThan(40 + CARD_HEIGHT);
  expect(placed(placed(file))).toStrictEqual(placed(file));
});

test("a place that is no finite number is none: its vertex gets one, and the others stay", () => {
  const file = fileOf("vertices: { A: {}, B: {} }\nedges: [A -> B]\nlayout: { A: [30, 40] }");
  const layout = new Map([...file.layout, ["B", { x: Number.NaN, y: Number.POSITIVE_INFINITY }] as const]);
  expect(placed({ ...file, layout }).layout).toEqual(placed(file).layout);
});

test("a wide fan that runs right is not taken for one that runs down", () => {
  const layout = new Map([
    ["A", { x: 0, y: 0 }],
    ...["B", "C", "D"].map((name, place) => [name, { x: 400, y: place * 900 }] as const),
  ]);
  expect(directionOf({ content: FAN.content, layout })).toBe("right");
});
