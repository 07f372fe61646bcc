import { expect, test } from "vitest";
import { parseProcessTime, timeBelow } from "./process-time.ts";

const STAT = "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 1200 3400 0 0 120 30 700 200 20 0 11 0 123 456 789";

test("the times are read after the program's name, also where the name holds spaces and brackets", () => {
  expect(parseProcessTime(STAT)).toEqual({ parent: 1, own: 1_500, children: 9_000 });
});

test("what a process has started is all that is below it, whether it lives or has ended", () => {
  const times = new Map([
    [1, { parent: 0, own: 1_000, children: 2_000 }],
    [10, { parent: 1, own: 5, children: 40 }],
    [11, { parent: 10, own: 300, children: 7 }],
    [12, { parent: 11, own: 20, children: 0 }],
    [99, { parent: 1, own: 9_999, children: 9_999 }],
  ]);
  expect(timeBelow(10, times)).toBe(40 + 300 + 7 + 20);
  expect(timeBelow(12, times)).toBe(0);
});
