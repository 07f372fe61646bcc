import fc from "fast-check";
import { expect, test } from "vitest";
import { shownText } from "./shown-text.ts";

const ESC = "\u001B";

test("plain text in any language is unchanged", () => {
  for (const text of ["deploy web", "größer", "部署", "نشر", "👩‍👩‍👧", "a -> b"])
    expect(shownText(text)).toBe(text);
});

test("a line stays one line, and control and hidden characters are made visible", () => {
  expect(shownText("a\nb\tc\r\nd")).toBe("a b c d");
  expect(shownText(`${ESC}[2Jgone`)).toBe("<U+001B>[2Jgone");
  expect(shownText("exe.\u202Etxt")).toBe("exe.<U+202E>txt");
  expect(shownText("a\u200Bb\u2028c\u0007")).toBe("a<U+200B>b<U+2028>c<U+0007>");
});

test("for any input no control character is left", () => {
  const odd = fc.string({
    unit: fc.constantFrom(ESC, "[", "]", "2", ";", "m", "J", "\u0007", "\u009B", "\r", "\n", "a", "\u202E"),
  });
  fc.assert(
    fc.property(odd, (text) => {
      expect(shownText(text)).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
    }),
  );
});
