import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linePlace } from "./line-place.ts";

/** Chunks with these texts. */
function chunksOf(texts: readonly string[]) {
  return texts.map((text, place) => ({
    seq: place + 1,
    breaks: text.split("\n").length - 1,
    endsLine: text.endsWith("\n"),
  }));
}

describe("the place of a line in a log", () => {
  test("an empty log has none", () => {
    expect(linePlace([], 5)).toEqual({ after: 0, first: 1, line: 0, lines: 0 });
  });

  test.each([
    [1, { after: 0, first: 1, line: 1, lines: 5 }],
    [3, { after: 0, first: 1, line: 3, lines: 5 }],
    [4, { after: 1, first: 3, line: 4, lines: 5 }],
    [5, { after: 2, first: 4, line: 5, lines: 5 }],
    [99, { after: 2, first: 4, line: 5, lines: 5 }],
    [-1, { after: 2, first: 4, line: 5, lines: 5 }],
    [-3, { after: 0, first: 1, line: 3, lines: 5 }],
    [-99, { after: 0, first: 1, line: 1, lines: 5 }],
  ])("line %i", (wanted, place) => {
    expect(linePlace(chunksOf(["1\n2\n3", "3\n", "4\n5"]), wanted)).toEqual(place);
  });

  test.each([
    [
      "its beginning is nearer than so many chunks",
      ["1\n", "2\n3\n"],
      -2,
      2,
      { after: 0, first: 1, line: 2, lines: 3 },
    ],
    [
      "it is longer than that",
      ["1\n", "2", "2", "2", "2\n3\n"],
      -2,
      2,
      { after: 3, first: 2, line: 2, lines: 3 },
    ],
    ["it is before that", ["1\n", "2", "2", "2", "2\n3\n"], -3, 2, { after: 3, first: 2, line: 2, lines: 3 }],
    ["it is the only one", ["1", "1", "1"], -9, 1, { after: 2, first: 1, line: 1, lines: 1 }],
  ])("of a line not more is read than the last chunks: %s", (_case, texts, wanted, lastChunks, place) => {
    expect(linePlace(chunksOf(texts), wanted, lastChunks)).toEqual(place);
  });

  test("what is read from there begins before the line, with the number that is said, for any chunks", () => {
    const texts = fc.array(fc.stringMatching(/^[ab\n]{1,6}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(texts, fc.integer({ min: -20, max: 20 }), (all, wanted) => {
        const place = linePlace(chunksOf(all), wanted === 0 ? 1 : wanted);
        const text = all.join("");
        const lines = text.endsWith("\n") ? text.split("\n").slice(0, -1) : text.split("\n");
        expect(place.lines).toBe(lines.length);
        const rest = all.slice(place.after).join("").split("\n");
        // The first one may be the end of its line; the wanted one is whole.
        if (place.line > place.first) expect(rest[place.line - place.first]).toBe(lines[place.line - 1]);
        else expect(lines[place.line - 1]).toBe(rest[0]);
      }),
    );
  });
});
