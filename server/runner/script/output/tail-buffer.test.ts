import fc from "fast-check";
import { expect, test } from "vitest";
import { TailBuffer } from "./tail-buffer.ts";

function textIn(tail: TailBuffer<string>): string {
  return Buffer.concat(tail.read().pieces.map(({ bytes }) => bytes)).toString();
}

test("of one line that is longer than the tail the end is kept, also where its line feed is its last byte, and whole characters", () => {
  for (const end of ["", "\n"]) {
    const tail = new TailBuffer<string>(64 * 1024);
    const line = Buffer.from(`${"é".repeat(100_001)}the end${end}`);
    for (let at = 0; at < line.length; at += 4_001) tail.push("merged", line.subarray(at, at + 4_001));
    const text = textIn(tail);
    expect(text.length).toBeGreaterThan(16 * 1024);
    expect(text).toMatch(/^é+the end\n?$/);
  }
});

test("of short lines none is kept in part, and of a piece that is larger than the tail the end is kept", () => {
  const tail = new TailBuffer<string>(8 * 1024);
  tail.push("merged", Buffer.from("a short line\n".repeat(10_000)));
  const text = textIn(tail);
  expect(text).toMatch(/^(?:a short line\n)+$/);
  expect(text.length).toBeGreaterThan(4 * 1024);
});

test("what is kept of a stream is the end of it, and every byte is kept or counted as left out", () => {
  const pieces = fc.array(fc.string({ unit: fc.constantFrom("a", "é", "\n", "👩"), maxLength: 400 }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 0, max: 9_000 }), (texts, max) => {
      const tail = new TailBuffer<string>(max);
      for (const text of texts) tail.push("merged", Buffer.from(text));
      const { dropped, pieces: kept } = tail.read();
      const all = Buffer.from(texts.join(""));
      const end = Buffer.concat(kept.map(({ bytes }) => bytes));
      expect([end.length + dropped, all.subarray(all.length - end.length).equals(end)]).toEqual([
        all.length,
        true,
      ]);
    }),
  );
});
