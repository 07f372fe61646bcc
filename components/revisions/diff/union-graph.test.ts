import fc from "fast-check";
import { expect, test } from "vitest";
import type { DiffStatus } from "#components/canvas/elements/diff-mark.tsx";
import { CARD_HEIGHT, CARD_WIDTH } from "#components/canvas/layout/card-size.ts";
import { placed } from "#components/canvas/layout/tidy.ts";
import { edgeId } from "#components/draft/edits/edit.ts";
import type { GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import { unionGraph } from "./union-graph.ts";

const NAMES = ["a", "b", "c", "d", "constructor", "__proto__"];
const anyFile: fc.Arbitrary<GraphFile> = fc
  .record({
    vertices: fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom("x", "y")), {
      selector: ([name]) => name,
    }),
    edges: fc.uniqueArray(
      fc.record({
        tail: fc.constantFrom(...NAMES),
        head: fc.constantFrom(...NAMES),
        when: fc.constantFrom("1 == 1", "2 == 2"),
      }),
      { selector: edgeId },
    ),
    shift: fc.integer({ min: -300, max: 300 }),
  })
  .map(({ vertices, edges, shift }) => {
    const specs = new Map(vertices.map(([name, script]): [string, VertexSpec] => [name, { script }]));
    // Edges go from an earlier name to a later one, so that there is no ring.
    const kept = edges.filter(
      ({ tail, head }) => specs.has(tail) && specs.has(head) && NAMES.indexOf(tail) < NAMES.indexOf(head),
    );
    const content = { signalbox: 1 as const, name: "g", vertices: specs, edges: kept };
    const file = placed({ content, layout: new Map() });
    const layout = [...file.layout].map(([name, { x, y }]) => [name, { x: x + shift * 10, y }] as const);
    return { ...file, layout: new Map(layout) };
  });

const SWAPPED: Readonly<Record<DiffStatus, DiffStatus>> = {
  added: "removed",
  removed: "added",
  changed: "changed",
  same: "same",
};
const swapped = (statuses: ReadonlyMap<string, DiffStatus>) =>
  new Map([...statuses].map(([name, status]) => [name, SWAPPED[status]]));
const sorted = <Value>(map: ReadonlyMap<string, Value>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

test("every vertex and edge of both is there once with what became of it, and the other way round is the mirror of it", () => {
  fc.assert(
    fc.property(anyFile, anyFile, (a, b) => {
      const union = unionGraph(a, b);
      const names = new Set([...a.content.vertices.keys(), ...b.content.vertices.keys()]);
      expect(new Set(union.file.content.vertices.keys())).toEqual(names);
      for (const [name, status] of union.vertices) {
        const [old, now] = [a.content.vertices.get(name), b.content.vertices.get(name)];
        const wanted =
          old === undefined
            ? "added"
            : now === undefined
              ? "removed"
              : old.script === now.script
                ? "same"
                : "changed";
        expect([name, status]).toEqual([name, wanted]);
        if (status === "changed") expect(union.fields.get(name)).toMatchObject([{ field: "script" }]);
        if (now !== undefined) expect(union.file.layout.get(name)).toEqual(b.layout.get(name));
      }
      const ids = union.file.content.edges.map(edgeId);
      expect(ids.length).toBe(new Set([...a.content.edges, ...b.content.edges].map(edgeId)).size);
      expect(new Set(union.edges.keys())).toEqual(new Set(ids));
      const mirror = unionGraph(b, a);
      expect(sorted(mirror.vertices)).toEqual(sorted(swapped(union.vertices)));
      expect(sorted(mirror.edges)).toEqual(sorted(swapped(union.edges)));
      const differing = (is: string, statuses: typeof union.vertices) =>
        [...statuses].flatMap(([id, status]) => (status === "same" ? [] : [`${is} ${id}`]));
      const stops = union.order.flatMap((place) => (place.is === "graph" ? [] : [`${place.is} ${place.id}`]));
      expect(union.order.some(({ is }) => is === "graph")).toBe(union.diff.isReordered);
      expect(stops.toSorted()).toEqual(
        [...differing("vertex", union.vertices), ...differing("edge", union.edges)].toSorted(),
      );
    }),
    { numRuns: 30 },
  );
});

test("a removed card covers no other, and the same content has no marks, wherever its cards are", () => {
  fc.assert(
    fc.property(anyFile, anyFile, (a, b) => {
      const { file, vertices } = unionGraph(a, b);
      for (const [name, status] of vertices) {
        const own = file.layout.get(name);
        if (status !== "removed" || own === undefined) continue;
        for (const [other, place] of file.layout)
          if (other !== name)
            expect(Math.abs(own.x - place.x) >= CARD_WIDTH || Math.abs(own.y - place.y) >= CARD_HEIGHT).toBe(
              true,
            );
      }
      const moved = {
        ...a,
        layout: new Map([...a.layout].map(([name, { x, y }]) => [name, { x: x + 50, y }])),
      };
      const same = unionGraph(a, moved);
      expect([...same.vertices.values(), ...same.edges.values()].every((status) => status === "same")).toBe(
        true,
      );
      expect(same.order).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test("what the graph says of itself is the first stop, and a frame that is collapsed hides nothing", () => {
  const vertices = new Map([["a", {}]]);
  const content = { signalbox: 1 as const, name: "g", vertices, edges: [] };
  const frames = new Map([["f", { vertices: ["a"], collapsed: true as const }]]);
  const before: GraphFile = { content, layout: new Map(), annotations: { frames, notes: new Map() } };
  const stops = (header: object) =>
    unionGraph(before, { ...before, content: { ...content, ...header } }).order;
  expect(stops({})).toEqual([]);
  for (const header of [
    { description: "new" },
    { params: { env: { type: "string" } } },
    { outputs: { tag: { type: "string", from: "1" } } },
    { timeout: 60_000 },
  ])
    expect(stops(header)).toEqual([{ is: "graph" }]);
  expect(unionGraph(before, before).file.annotations?.frames.get("f")).toEqual({ vertices: ["a"] });
});
