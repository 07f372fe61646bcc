import { expect, test } from "vitest";
import { remarksText } from "./remarks.ts";

test("what a state does not say is said in a few words", () => {
  expect(remarksText({ handledFailures: 0, staleTracks: 0 })).toBe("");
  expect(remarksText({ handledFailures: 1, staleTracks: 0 })).toBe("1 failure handled");
  expect(remarksText({ handledFailures: 0, staleTracks: 3 })).toBe("3 stale");
  expect(remarksText({ handledFailures: 2, staleTracks: 1 })).toBe("2 failures handled · 1 stale");
});
