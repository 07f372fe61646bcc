import fc from "fast-check";
import { expect, test } from "vitest";
import { FailureStreak } from "./failure-streak.ts";

test("of a streak of failures the first is written, and its end with its length and its number of tries", () => {
  const streak = new FailureStreak();
  expect([0, 100, 200, 60_000].map((now) => streak.addFailure(now))).toEqual([true, false, false, false]);
  expect(streak.end(61_000)).toEqual({ ms: 61_000, tries: 4 });
  expect(streak.end(61_001)).toBeNull();
});

test("without a failure there is no end to write", () => {
  expect(new FailureStreak().end(5)).toBeNull();
});

test("a second streak is written again, and counts from its own beginning", () => {
  const streak = new FailureStreak();
  streak.addFailure(0);
  streak.end(1_000);
  expect(streak.addFailure(20_000)).toBe(true);
  expect(streak.end(21_000)).toEqual({ ms: 1_000, tries: 1 });
});

test("when failures and successes alternate, there are at most twelve lines a minute, and every end follows a beginning", () => {
  const steps = fc.array(fc.record({ hasFailed: fc.boolean(), ms: fc.nat(500) }), { maxLength: 120 });
  fc.assert(
    fc.property(steps, (taken) => {
      const streak = new FailureStreak();
      const lines: ("begin" | "end")[] = [];
      let now = 0;
      for (const { hasFailed, ms } of taken) {
        now += ms;
        if (hasFailed) {
          if (streak.addFailure(now)) lines.push("begin");
        } else if (streak.end(now) !== null) lines.push("end");
      }
      expect(lines).toEqual(lines.map((_, place) => (place % 2 === 0 ? "begin" : "end")));
      expect(lines.length).toBeLessThanOrEqual(2 * (Math.floor(now / 10_000) + 1));
    }),
  );
});
