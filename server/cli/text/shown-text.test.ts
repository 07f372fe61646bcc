import fc from "fast-check";
import { expect, test } from "vitest";
import { shownLog, shownText } from "./shown-text.ts";

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

test("a log keeps its colours and loses every other control sequence", () => {
  const colored = `${ESC}[31mred${ESC}[0m and ${ESC}[38;5;12mblue${ESC}[m\n`;
  expect(shownLog(colored)).toBe(colored);
  expect(shownLog(`a${ESC}[2Kb${ESC}[1Ac`)).toBe("abc");
  expect(shownLog(`${ESC}]0;title\u0007x`)).toBe("x");
  expect(shownLog(`${ESC}]8;;http://a.example\u0007link${ESC}]8;;\u0007`)).toBe("link");
});

test("a log cannot overwrite a line", () => {
  expect(shownLog("failed\rdone  \n")).toBe("failed\ndone  \n");
  expect(shownLog("one\r\ntwo\n")).toBe("one\ntwo\n");
  expect(shownLog("ab\b\bxy")).toBe("abxy");
});

test("for any input only colours are left", () => {
  const odd = fc.string({
    unit: fc.constantFrom(ESC, "[", "]", "2", ";", "m", "J", "\u0007", "\u009B", "\r", "\n", "a", "\u202E"),
  });
  fc.assert(
    fc.property(odd, (text) => {
      const rest = shownLog(text)
        .split(new RegExp(`${ESC}\\[[0-9;:]*m`))
        .join("");
      expect(rest).not.toMatch(/[^\P{Cc}\n\t]|\p{Bidi_Control}/u);
      expect(shownText(text)).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
    }),
  );
});
