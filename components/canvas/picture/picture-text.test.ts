import fc from "fast-check";
import { expect, test } from "vitest";
import { pictureText, shortened, wrappedText } from "./picture-text.ts";

test("a label has lines of the room that there is, broken at spaces, and ends with an ellipsis where it is too long", () => {
  expect(wrappedText("params.env == 'prod' && exit == 3", 16, 5)).toEqual([
    "params.env ==",
    "'prod' && exit",
    "== 3",
  ]);
  expect(wrappedText("abcdefghij", 4, 2)).toEqual(["abcd", "efg…"]);
  expect(wrappedText("", 4, 2)).toEqual([]);
  expect(shortened("upgrade the server", 12)).toBe("upgrade the…");
  expect(shortened("升级服务器一台", 8)).toBe("升级服…");
});

test("no line is broader than there is room, and nothing but spaces is lost before the ellipsis", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 30 }), (text, columns) => {
      const all = wrappedText(text, columns, 1_000);
      expect(all.join("").replaceAll(" ", "")).toBe(pictureText(text).replaceAll(" ", ""));
      for (const line of [...all, ...wrappedText(text, columns, 3)])
        expect([...line].length).toBeLessThanOrEqual(columns);
      expect([...shortened(text, columns)].length).toBeLessThanOrEqual(columns);
    }),
  );
});

test("what XML cannot have is replaced", () => {
  expect(pictureText("a\0b\u001b[1mc\ud800d\ufffe")).toBe("a\ufffdb\ufffd[1mc\ufffdd\ufffd");
  expect(pictureText("\u{1f600} a\nb")).toBe("\u{1f600} a b");
});
