import fc from "fast-check";
import { ANNOTATION_COLOURS } from "#engine/shape/annotation-shape.ts";

const name = fc.constantFrom("one", "two", "constructor", "é");
const colour = fc.constantFrom(...ANNOTATION_COLOURS);
/** A place on the canvas, as in a graph file. */
export const arbitraryPlace = fc.tuple(
  fc.integer({ min: -999_999, max: 999_999 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
);
const words = fc.string({ unit: "grapheme", maxLength: 30 });
/** Texts with lines, spaces, quotes and what YAML reads in a special way. */
const text = fc
  .array(fc.oneof(words, fc.constantFrom("", "- a", "  b: c", "# d", "'", '"', "\t", "\r", "null", "1.50")), {
    maxLength: 5,
  })
  .map((lines) => lines.join("\n"))
  .filter((lines) => lines.trim() !== "");
const title = words.map((each) => each.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, ""));

/** Frames and notes of a graph file, as JSON, around vertices with these names. */
export function arbitraryAnnotations(names: readonly string[]) {
  const inFrames = fc.array(fc.constantFrom("", "one", "two"), {
    minLength: names.length,
    maxLength: names.length,
  });
  const frames = fc
    .tuple(inFrames, fc.array(fc.record({ title, colour, collapsed: fc.boolean() }, { requiredKeys: [] })))
    .map(([frameOf, specs]) =>
      Object.fromEntries(
        ["one", "two"].flatMap((frame, at) => {
          const vertices = names.filter((_, number) => frameOf[number] === frame);
          return vertices.length === 0 ? [] : [[frame, { ...specs[at], vertices }]];
        }),
      ),
    );
  const note = fc.record({ text, colour, at: arbitraryPlace }, { requiredKeys: ["text", "at"] });
  return { frames, notes: fc.dictionary(name, note, { maxKeys: 3 }) };
}
