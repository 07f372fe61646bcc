import { expect, test } from "vitest";
import { remarksText } from "./remarks.ts";

test("what a state does not say is said in a few words", () => {
  const nothing = { overrides: 0, handledFailures: 0, staleTracks: 0, acknowledgedBy: null };
  expect(remarksText(nothing)).toBe("");
  expect(remarksText({ ...nothing, handledFailures: 1 })).toBe("1 failure handled");
  expect(remarksText({ ...nothing, staleTracks: 3 })).toBe("3 stale");
  expect(remarksText({ ...nothing, handledFailures: 2, staleTracks: 1 })).toBe(
    "2 failures handled · 1 stale",
  );
  expect(remarksText({ ...nothing, acknowledgedBy: "ann" })).toBe("acknowledged by ann");
  expect(remarksText({ ...nothing, overrides: 1 })).toBe("1 override");
  expect(remarksText({ ...nothing, overrides: 2, staleTracks: 1 })).toBe("2 overrides · 1 stale");
});
