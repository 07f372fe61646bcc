import { describe, expect, test } from "vitest";
import { addCost, costSoFar, MAX_COST_TOGETHER, sharingCost, withinCost } from "./cost.ts";

const TOO_MUCH = { ok: false, problem: expect.stringContaining("more than 100") };

describe("withinCost", () => {
  test("gives what the work gives, and counts nothing where nothing is asked for", () => {
    addCost(1_000_000_000);
    expect(costSoFar()).toBe(0);
    expect(withinCost(() => costSoFar(), 100)).toEqual({ ok: true, value: 0 });
    const counted = withinCost(() => {
      addCost(100);
      return costSoFar();
    }, 100);
    expect(counted).toEqual({ ok: true, value: 100 });
  });

  test("ends the work at the limit, before it is done", () => {
    const done: number[] = [];
    const work = () => {
      for (let part = 1; part <= 10; part += 1) {
        addCost(30);
        done.push(part);
      }
    };
    expect(withinCost(work, 100)).toMatchObject(TOO_MUCH);
    expect(done).toEqual([1, 2, 3]);
  });

  test("is not deceived by a part that catches the error and goes on", () => {
    const work = () => {
      try {
        addCost(101);
      } catch {
        return true;
      }
      return false;
    };
    expect(withinCost(work, 100)).toMatchObject(TOO_MUCH);
  });

  test("leaves errors of the work as they are, and the count as it was before", () => {
    expect(() =>
      withinCost(() => {
        throw new RangeError("broken");
      }),
    ).toThrow("broken");
    expect(costSoFar()).toBe(0);
  });
});

describe("sharingCost", () => {
  const spend = () => withinCost(() => addCost(4_000_000));

  test("lets its parts spend a limit together, each within its own", () => {
    const results = sharingCost(() => Array.from({ length: 10 }, spend));
    const fitting = Math.floor(MAX_COST_TOGETHER / 4_000_000);
    expect(results.filter(({ ok }) => ok)).toHaveLength(fitting);
    expect(results.at(-1)).toMatchObject({ problem: expect.stringContaining("one event") });
    expect(sharingCost(spend)).toMatchObject({ ok: true });
  });

  test("counts for the outermost one, and what a part did not spend is left for the others", () => {
    const results = sharingCost(() =>
      Array.from({ length: 10 }, () => sharingCost(() => withinCost(() => addCost(2_000_000)))),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
  });
});
