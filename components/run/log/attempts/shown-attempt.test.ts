import { describe, expect, test } from "vitest";
import { attemptToShow, namedAttempt } from "./use-shown-attempt.ts";

describe("which attempt's log is shown", () => {
  const first = { vertex: "A", attempt: 1 };
  const second = { vertex: "A", attempt: 2 };

  test("a retry changes nothing for who reads", () => {
    expect(attemptToShow(first, second, true)).toEqual(first);
  });

  test.each([
    ["who looks at no log, or follows whatever runs, gets the newest", first, second, false, second],
    [
      "another track begins with its newest",
      first,
      { vertex: "B", attempt: 5 },
      true,
      { vertex: "B", attempt: 5 },
    ],
    ["the first attempt is shown as soon as it begins", { vertex: "A", attempt: 0 }, first, true, first],
  ] as const)("%s", (_what, before, newest, isLooked, shown) => {
    expect(attemptToShow(before, newest, isLooked)).toEqual(shown);
  });

  test("an address names an attempt, or is told why there is none", () => {
    expect(namedAttempt("2", 3)).toEqual({ number: 2, newest: 3, problem: null });
    expect(namedAttempt("4", 3).problem).toBe("There is no attempt 4: the newest is attempt 3.");
    expect(namedAttempt("1", 0).problem).toBe("There is no attempt 1: nothing was executed yet.");
    for (const text of ["", "0", "-1", "1.5", "x", "1e3", "9999999999"])
      expect(namedAttempt(text, 3)).toMatchObject({
        number: 0,
        problem: expect.stringContaining("is no attempt"),
      });
  });
});
