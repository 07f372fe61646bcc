import fc from "fast-check";
import { expect, test } from "vitest";
import { entryText, timeOfEntry } from "./entry-texts.ts";

test("a text that is cut anywhere is shown up to its last whole character", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "é", "€", "😀") }), fc.nat(40), (text, at) => {
      const all = Buffer.from(text);
      const shown = entryText(all.subarray(0, at), all.length);
      expect(shown).toMatchObject({ isText: true, bytes: all.length, isCut: at < all.length });
      expect(text.startsWith(shown.text)).toBe(true);
      expect(Buffer.byteLength(shown.text)).toBeGreaterThan(Math.min(at, all.length) - 4);
    }),
  );
});

test("bytes that are no text are shown as numbers, whether they are cut or not", () => {
  expect(entryText(Buffer.from([0xff, 0, 0x41]), 3)).toEqual({
    ...{ text: "ff 00 41", isText: false, bytes: 3, isCut: false },
  });
  expect(entryText(Buffer.alloc(100, 0xfe), 5_000)).toMatchObject({
    isText: false,
    bytes: 5_000,
    isCut: true,
  });
  // The beginning of a character that never ends is no text.
  expect(entryText(Buffer.from([0x41, 0xe2, 0x82]), 3).isText).toBe(false);
});

test("an id that somebody chose is no time", () => {
  expect(timeOfEntry("1795763045050-0")).toEqual(new Date(1795763045050));
  expect(timeOfEntry("1-1")).toBeNull();
  expect(timeOfEntry("18446744073709551615-1")).toBeNull();
});
