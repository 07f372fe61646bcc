import fc from "fast-check";
import { expect, test } from "vitest";
import { PIPELINE_STATES } from "../model/pipeline.ts";
import { cutoffOf, isOutOf, KEEP_ALL, keepsAll, policyProblem, policyText } from "./retention-policy.ts";

const NOW = Date.parse("2026-11-27T00:00:00Z");
const orNull = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: null });

test("what has not ended, and what any part of a policy keeps, is never removed; all else is", () => {
  const pipeline = fc.record({
    id: fc.integer({ min: 1, max: 100 }),
    state: fc.constantFrom(...PIPELINE_STATES),
    finishedAt: fc.option(
      fc.integer({ min: 0, max: 60 }).map((days) => new Date(cutoffOf(days, NOW))),
      { nil: null },
    ),
  });
  const bounds = fc.record({
    endedBefore: fc.option(
      fc.integer({ min: 1, max: 60 }).map((days) => cutoffOf(days, NOW)),
      { nil: null },
    ),
    idBelow: orNull(100),
    keptId: orNull(100),
  });
  fc.assert(
    fc.property(pipeline, bounds, (each, kept) => {
      const isKept =
        ["running", "reverting"].includes(each.state) ||
        each.finishedAt === null ||
        each.id === kept.keptId ||
        (kept.endedBefore !== null && each.finishedAt.getTime() >= kept.endedBefore) ||
        (kept.idBelow !== null && each.id >= kept.idBelow);
      expect(isOutOf(each, kept)).toBe(!isKept);
    }),
  );
});

test("logs that would be kept as long as their pipelines are a problem, whatever else is set is none", () => {
  const policy = fc.record({
    pipelineDays: orNull(50),
    pipelineLast: orNull(50),
    logDays: orNull(50),
    historyDays: orNull(50),
  });
  fc.assert(
    fc.property(policy, (each) => {
      const isWrong =
        each.logDays !== null && each.pipelineDays !== null && each.logDays >= each.pipelineDays;
      expect(policyProblem(each)?.path ?? null).toBe(isWrong ? "logDays" : null);
    }),
  );
});

test("a policy is said in words", () => {
  expect(policyText(KEEP_ALL)).toBe("Everything is kept.");
  expect(keepsAll(KEEP_ALL)).toBe(true);
  expect(policyText({ pipelineDays: 30, pipelineLast: 5, logDays: 1, historyDays: null })).toBe(
    "Pipelines: 30 days, and also the last 5; logs: 1 day; fires, deliveries and notices: all",
  );
  expect(policyText({ ...KEEP_ALL, historyDays: 7 })).toBe(
    "Pipelines: all; logs: as their pipelines; fires, deliveries and notices: 7 days",
  );
});
