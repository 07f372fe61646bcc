import { expect, test } from "vitest";
import { remarksText } from "./remarks.ts";

test("what a state does not say is said in a few words", () => {
  expect(remarksText({ overrides: 0, handledFailures: 0, staleTracks: 0 })).toBe("");
  expect(remarksText({ overrides: 0, handledFailures: 1, staleTracks: 0 })).toBe("1 failure handled");
  expect(remarksText({ overrides: 0, handledFailures: 0, staleTracks: 3 })).toBe("3 stale");
  expect(remarksText({ overrides: 0, handledFailures: 2, staleTracks: 1 })).toBe(
    "2 failures handled · 1 stale",
  );
  expect(remarksText({ overrides: 1, handledFailures: 0, staleTracks: 0 })).toBe("1 override");
  expect(remarksText({ overrides: 2, handledFailures: 0, staleTracks: 1 })).toBe("2 overrides · 1 stale");
});
