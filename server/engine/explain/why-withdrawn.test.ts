import { expect, test } from "vitest";
import { whyWithdrawn } from "./why-withdrawn.ts";

test("a prompt that was withdrawn by a cancel says who cancelled, and why", () => {
  const track = { state: "cancelled", reason: "cancelled" } as const;
  expect(whyWithdrawn({ cancelledBy: "ann: wrong machine.", track })).toBe(
    "The pipeline was cancelled by ann: wrong machine.",
  );
});

test("a prompt whose time was over, or that something before it made stale, says that", () => {
  const late = { state: "failed", reason: "nobody answered within 1m" } as const;
  expect(whyWithdrawn({ cancelledBy: null, track: late })).toBe(
    "The time to answer was over: nobody answered within 1m, so it failed.",
  );
  for (const [state, verdict] of [
    ["failed", "rejected"],
    ["succeeded", "approved"],
  ] as const)
    expect(
      whyWithdrawn({ cancelledBy: null, track: { state, reason: `${verdict}: nobody answered within 1m` } }),
    ).toBe(`The time to answer was over: nobody answered within 1m, so it was ${verdict}.`);
  // Somebody decided it by hand, with these words.
  const byHand = { state: "failed", reason: "marked as failed by ann: nobody answered within 1m" } as const;
  expect(whyWithdrawn({ cancelledBy: null, track: byHand })).toBe(
    "Its track asks no more: it has failed (marked as failed by ann: nobody answered within 1m).",
  );
  // It was cancelled later, and for another reason.
  expect(whyWithdrawn({ cancelledBy: "ann", track: late })).toContain("nobody answered");
  expect(whyWithdrawn({ cancelledBy: null, track: { state: "waiting", reason: null } })).toBe(
    "Something before it ran again, so its track asks anew.",
  );
});
