import { expect, test } from "vitest";
import { childText } from "./child-text.ts";

test("a card says how many tracks of its child pipeline have ended, and how many failed", () => {
  expect(childText({ succeeded: 90, running: 3, waiting: 7 })).toBe("90/100");
  expect(childText({ succeeded: 90, failed: 1, lost: 1, waiting: 8 })).toBe("91/100, 2 failed");
  expect(childText({ succeeded: 4_841, failed: 1_005, waiting: 4_154 })).toBe("5,846/10,000, 1,005 failed");
});
