import { expect, test } from "vitest";
import { forcedReason } from "./forced.ts";
import { overrideText, readValuesSet, valuesSetRemark } from "./override.ts";

const track = { reason: null, decidedBy: null, decidedWhy: null, hasSetValues: false } as const;
const decided = { decidedBy: "ann", decidedWhy: "done by hand" } as const;

test("a track that a person marked says as what, by whom and why", () => {
  for (const [state, text] of [
    ["succeeded", "marked as succeeded by ann: done by hand"],
    ["failed", "marked as failed by ann: done by hand"],
    ["skipped", "skipped by ann: done by hand"],
  ] as const)
    expect(
      overrideText({ ...track, ...decided, state, reason: forcedReason(state, "ann", "done by hand") }, null),
    ).toBe(text);
});

test("who only asked for another attempt has overridden nothing", () => {
  expect(overrideText({ ...track, ...decided, state: "succeeded" }, null)).toBeNull();
  expect(overrideText({ ...track, ...decided, state: "failed", reason: "exit 1" }, null)).toBeNull();
});

test("values that a person set are one, with who set them last, also beside a mark", () => {
  const set = { ...track, hasSetValues: true, state: "running" } as const;
  expect(overrideText(set, { by: "bob", why: "other host" })).toBe("values set by bob: other host");
  expect(overrideText({ ...set, ...decided }, null)).toBe("values set by ann: done by hand");
  expect(overrideText(set, null)).toBe("values set");
  const reason = forcedReason("failed", "ann", "done by hand");
  expect(
    overrideText({ ...set, ...decided, state: "failed", reason }, { by: "bob", why: "other host" }),
  ).toBe("marked as failed by ann: done by hand; values set by bob: other host");
});

test("the remark of an event says who set values and why, whatever the reason holds", () => {
  expect(readValuesSet(valuesSetRemark(["a", "b"], "ticket: 7"), "ann")).toEqual({
    by: "ann",
    why: "ticket: 7",
  });
  expect(readValuesSet("run again: values set of a: b", "ann")).toBeNull();
  expect(readValuesSet(null, "ann")).toBeNull();
});
