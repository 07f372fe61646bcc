import fc from "fast-check";
import { expect, test } from "vitest";
import { PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { possibleRunActs } from "./run-acts.ts";

const pipeline = fc.record({
  state: fc.constantFrom(...PIPELINE_STATES),
  isPaused: fc.boolean(),
  isCancelling: fc.boolean(),
  isTest: fc.boolean(),
  counts: fc.record({ failed: fc.nat(2), revert_failed: fc.nat(2) }),
});

test("what runs is paused or resumed, and never rerun; what has ended is neither paused nor cancelled; no test is rerun", () => {
  fc.assert(
    fc.property(pipeline, fc.boolean(), (one, canUndo) => {
      const acts = possibleRunActs(one, canUndo);
      const isOpen = one.state === "running" || one.state === "reverting";
      expect(acts.has("pause") && acts.has("resume")).toBe(false);
      expect(acts.has("pause") || acts.has("resume")).toBe(isOpen && !one.isCancelling);
      expect(acts.has("cancel")).toBe(one.state === "running");
      expect(acts.has("again")).toBe(!isOpen && !one.isTest);
      expect(acts.has("undo")).toBe(canUndo && !isOpen && one.state !== "reverted");
      if (one.state === "failed") expect(acts.has("retry")).toBe(true);
      if (one.state === "succeeded") expect(acts.has("retry")).toBe(false);
    }),
  );
});
