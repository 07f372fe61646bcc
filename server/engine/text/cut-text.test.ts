import { expect, test } from "vitest";
import { cutText, cutWithMark } from "./cut-text.ts";

test("a text is cut before a character that does not fit, and never within it", () => {
  expect(cutText("ab😀c", 3)).toBe("ab");
  expect(cutText("ab😀c", 4)).toBe("ab😀");
  expect(cutText("ab😀c", 5)).toBe("ab😀c");
  expect(cutText("😀", 1)).toBe("");
});

test("a text that is shown has a mark where it goes on, and no half of a character before it", () => {
  expect(cutWithMark("ab😀c", 3)).toBe("ab…");
  expect(cutWithMark("ab😀c", 5)).toBe("ab😀c");
});
