import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Point } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "./card-size.ts";
import { collapsedFile, expandedPlaces } from "./collapsed-file.ts";
import { frameBoxes, isOverlapping } from "./frame-boxes.ts";
import { framedGraph as graph } from "./framed-graph-for-test.ts";
import { tidyPlaces } from "./tidy.ts";

const NAMES = Array.from({ length: 14 }, (_, at) => `v${at}`);

const card = ({ x, y }: Point) => ({ x, y, width: CARD_WIDTH, height: CARD_HEIGHT });

test("however a graph is framed, tidied frames hold their cards and nothing else, and do not overlap", () => {
  const edges = fc.uniqueArray(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 24 });
  const frameOf = fc.array(fc.constantFrom(null, "f", "g", "h"), { minLength: 14, maxLength: 14 });
  fc.assert(
    fc.property(
      edges,
      frameOf,
      fc.constantFrom("right" as const, "down" as const),
      (pairs, of, direction) => {
        const frames = Object.fromEntries(
          ["f", "g", "h"].flatMap((frame) => {
            const vertices = NAMES.filter((_, at) => of[at] === frame);
            return vertices.length === 0 ? [] : [[frame, { vertices }]];
          }),
        );
        const arrows = pairs.flatMap(([tail, head]) =>
          tail === head ? [] : [[NAMES[tail] ?? "", NAMES[head] ?? ""] as const],
        );
        const all = graph(arrows, frames, {}, Object.fromEntries(NAMES.map((name) => [name, {}])));
        const layout = tidyPlaces(all, NAMES, direction);
        expect([...layout.keys()].toSorted()).toEqual([...NAMES].toSorted());
        const boxes = [...frameBoxes({ ...all, layout })];
        for (const [name, box] of boxes) {
          for (const [other, place] of layout)
            expect([other, isOverlapping(box, card(place))]).toEqual([
              other,
              frames[name]?.vertices.includes(other),
            ]);
          for (const [other, one] of boxes) if (other !== name) expect(isOverlapping(box, one)).toBe(false);
        }
        const places = [...layout.values()];
        for (const [at, one] of places.entries())
          for (const two of places.slice(at + 1)) expect(isOverlapping(card(one), card(two))).toBe(false);
      },
    ),
    { numRuns: 120 },
  );
});

describe("a collapsed frame", () => {
  const file = graph(
    [
      ["A", "B"],
      ["B", "C"],
      ["A", "C"],
      ["D", "B"],
    ],
    { f: { title: "Both", collapsed: true, vertices: ["B", "D"] }, g: { vertices: ["C"] } },
    { A: [0, 0], B: [300, 50], C: [600, 0], D: [320, 300] },
  );

  test("is one card at its corner, and edges to the inside end at it, once", () => {
    const { file: drawn, collapsed } = collapsedFile(file);
    expect([...drawn.content.vertices.keys()]).toEqual(["A", "frame:f", "C"]);
    expect(drawn.content.edges).toEqual([
      { tail: "A", head: "frame:f" },
      { tail: "frame:f", head: "C" },
      { tail: "A", head: "C" },
    ]);
    expect(drawn.layout.get("frame:f")).toEqual({ x: 300, y: 50 });
    expect(collapsed).toEqual([{ id: "frame:f", name: "Both", members: ["B", "D"] }]);
    expect([...frameBoxes(file).keys()]).toEqual(["g"]);
  });

  test("edges with different conditions become one without any", () => {
    const edges = [
      { tail: "A", head: "B", when: "failed" },
      { tail: "A", head: "D" },
      { tail: "B", head: "C", when: "failed" },
    ];
    const drawn = collapsedFile({ ...file, content: { ...file.content, edges } }).file;
    expect(drawn.content.edges).toEqual([
      { tail: "A", head: "frame:f" },
      { tail: "frame:f", head: "C", when: "failed" },
    ]);
  });

  test("takes its vertices with it where it is moved", () => {
    const places = expandedPlaces(
      file,
      new Map([
        ["frame:f", { x: 310, y: 40 }],
        ["A", { x: 1, y: 1 }],
      ]),
    );
    expect(Object.fromEntries(places)).toEqual({
      A: { x: 1, y: 1 },
      B: { x: 310, y: 40 },
      D: { x: 330, y: 290 },
    });
  });

  test("a file without one is the same file", () => {
    const open = { ...file, annotations: undefined };
    expect(collapsedFile(open).file).toBe(open);
  });
});
