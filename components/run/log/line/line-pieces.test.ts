import fc from "fast-check";
import { expect, test } from "vitest";
import { linePieces } from "./line-pieces.ts";

const RED = { color: 1 } as const;

test("what is found is marked also where its look changes within", () => {
  const pieces = linePieces(
    [
      { text: "an er", look: {} },
      { text: "ror here", look: RED },
    ],
    [[3, 8]],
    0,
  );
  expect(pieces.map(({ text, isFound }) => [text, isFound])).toEqual([
    ["an ", false],
    ["er", true],
    ["ror", true],
    [" here", false],
  ]);
});

test("all pieces together are the line, each is found or not as a whole, for any looks and ranges", () => {
  const texts = fc.array(fc.stringMatching(/^[ab]{1,5}$/), { maxLength: 6 });
  fc.assert(
    fc.property(texts, fc.array(fc.nat(3), { maxLength: 8 }), fc.nat(4), (parts, steps, markEnd) => {
      const line = parts.join("");
      const ranges: [number, number][] = [];
      for (let at = 0, place = 0; place + 1 < steps.length; place += 2) {
        const from = at + (steps[place] ?? 0);
        const to = from + (steps[place + 1] ?? 0) + 1;
        if (to > line.length) break;
        ranges.push([from, to]);
        at = to;
      }
      const pieces = linePieces(
        parts.map((text) => ({ text, look: {} })),
        ranges,
        markEnd,
      );
      expect(pieces.map(({ text }) => text).join("")).toBe(line);
      const isFoundAt = (place: number) => ranges.some(([from, to]) => place >= from && place < to);
      for (const piece of pieces)
        for (let place = piece.at; place < piece.at + piece.text.length; place += 1) {
          expect(piece.isFound).toBe(isFoundAt(place));
          expect(piece.isMark).toBe(place < markEnd);
        }
    }),
  );
});
