import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CATCH_UPS,
  decideDues,
  decideOverlap,
  MAX_QUEUED,
  OVERLAPS,
  type SchedulePolicy,
  USUAL_POLICY,
} from "./decide-fires.ts";

const NOW = 1e12;
const AS_IS = { jitterOf: () => 0, wordsOf: (ms: number) => `${ms} ms` };
const MINUTE = 60_000;

function outcomes(dues: readonly number[], policy: Partial<SchedulePolicy>): string[] {
  return decideDues(dues, NOW, { ...USUAL_POLICY, ...policy }, AS_IS).map((each) =>
    each.isLaunched ? each.cause : each.state,
  );
}

describe("times that are due", () => {
  const late = [NOW - 60 * MINUTE, NOW - 50 * MINUTE, NOW - 40 * MINUTE];
  const near = [NOW - 3 * MINUTE, NOW - 2 * MINUTE, NOW - MINUTE];

  it("three that are due together lead to one launch, or each to its own", () => {
    expect(outcomes(near, {})).toEqual(["coalesced", "coalesced", "clock"]);
    expect(outcomes(near, { coalesce: false })).toEqual(["clock", "clock", "clock"]);
  });

  it("one that is later than the grace is missed, with how late it was", () => {
    expect(decideDues(late.slice(0, 1), NOW, USUAL_POLICY, AS_IS)).toEqual([
      {
        due: late[0],
        isLaunched: false,
        state: "missed",
        reason: "It was late by 3600000 ms, and the grace is 300000 ms.",
      },
    ]);
    expect(outcomes([NOW - 5 * MINUTE], {})).toEqual(["clock"]);
  });

  it("after an outage none, the last, or all up to a number are caught up", () => {
    expect(outcomes(late, { catchUp: "none" })).toEqual(["missed", "missed", "missed"]);
    expect(outcomes(late, { catchUp: "last" })).toEqual(["missed", "missed", "catch-up"]);
    expect(outcomes(late, { catchUp: "all" })).toEqual(["catch-up", "catch-up", "catch-up"]);
    expect(outcomes(late, { catchUp: "all", maxCatchUp: 2 })).toEqual(["missed", "catch-up", "catch-up"]);
  });

  it("the jitter does not make one late", () => {
    const jitter = { ...AS_IS, jitterOf: () => 10 * MINUTE };
    expect(decideDues([NOW - 12 * MINUTE], NOW, USUAL_POLICY, jitter)).toMatchObject([{ isLaunched: true }]);
  });

  it("each gets one outcome, and no policy launches one that came later than grace and catch-up allow", () => {
    const policies = fc.record({
      graceMs: fc.nat(10 * MINUTE),
      coalesce: fc.boolean(),
      catchUp: fc.constantFrom(...CATCH_UPS),
      maxCatchUp: fc.integer({ min: 1, max: 5 }),
      overlap: fc.constantFrom(...OVERLAPS),
      maxRunning: fc.integer({ min: 1, max: 5 }),
    });
    const anyDues = fc
      .uniqueArray(fc.nat(60 * MINUTE), { maxLength: 12 })
      .map((ages) => ages.sort((a, b) => b - a).map((age) => NOW - age));
    fc.assert(
      fc.property(policies, anyDues, (policy, dues) => {
        const decided = decideDues(dues, NOW, policy, AS_IS);
        expect(decided.map(({ due }) => due)).toEqual(dues);
        const launched = decided.filter((each) => each.isLaunched);
        const caughtUp = launched.filter(({ due }) => NOW - due > policy.graceMs);
        const max = { none: 0, last: 1, all: policy.maxCatchUp }[policy.catchUp];
        expect(caughtUp.length).toBeLessThanOrEqual(max);
        if (policy.coalesce && policy.catchUp !== "all") expect(launched.length).toBeLessThanOrEqual(1);
        // The latest is never given up for an earlier one.
        if (launched.length > 0) expect(launched.at(-1)?.due).toBe(dues.at(-1));
      }),
    );
  });
});

describe("a launch while others of the schedule run", () => {
  const policy = (overlap: SchedulePolicy["overlap"], maxRunning = 1) => ({
    ...USUAL_POLICY,
    overlap,
    maxRunning,
  });

  it("is skipped with a reason, waits, ends the older ones, or is allowed up to a number", () => {
    expect(decideOverlap(policy("skip"), 1, 0)).toEqual({
      act: "skip",
      reason: "1 of its pipelines runs, and at most 1 may.",
    });
    expect(decideOverlap(policy("queue"), 1, 0)).toEqual({ act: "queue" });
    expect(decideOverlap(policy("cancel-older"), 1, 0)).toEqual({ act: "replace" });
    expect(decideOverlap(policy("allow", 3), 2, 0)).toEqual({ act: "launch" });
    expect(decideOverlap(policy("allow", 3), 3, 0)).toMatchObject({ act: "skip" });
  });

  it("waits behind those that wait already, and not without end", () => {
    expect(decideOverlap(policy("queue"), 0, 1)).toEqual({ act: "queue" });
    expect(decideOverlap(policy("queue"), 0, 0)).toEqual({ act: "launch" });
    expect(decideOverlap(policy("queue"), 1, MAX_QUEUED)).toMatchObject({ act: "skip" });
  });

  it("never lets more run than allowed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...OVERLAPS),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(9),
        (overlap, max, running) => {
          const decision = decideOverlap(policy(overlap, max), running, 0);
          if (decision.act === "launch") expect(running + 1).toBeLessThanOrEqual(max);
        },
      ),
    );
  });
});
