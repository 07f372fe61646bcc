import { expect, test } from "vitest";
import { workOf } from "./work-of.ts";

function rounds(count: number): number {
  let sum = 0;
  for (let round = 0; round < count; round += 1) sum += round % 3 === 0 ? 1 : 2;
  return sum;
}

test("each execution of a block is counted, and the same work gives the same number", () => {
  const once = workOf(() => rounds(1_000));
  expect(once).toBeGreaterThanOrEqual(1_000);
  expect(once).toBeLessThan(4_000);
  expect(workOf(() => rounds(1_000))).toBe(once);
});

test("quadratic work is distinguished from linear work", () => {
  const linear = (count: number) => workOf(() => rounds(count));
  const square = (count: number) => workOf(() => Array.from({ length: count }, () => rounds(count)));
  expect(linear(2_000) / linear(1_000)).toBeLessThan(2.5);
  expect(square(200) / square(100)).toBeGreaterThan(3.5);
});

test("a small function is counted each time it is called, however often that is", () => {
  const half = (value: number) => value / 2;
  const calls = (count: number) => {
    let sum = 0;
    for (let call = 0; call < count; call += 1) sum += half(call);
    return sum;
  };
  const works = Array.from({ length: 5 }, () => workOf(() => calls(500_000)));
  for (const work of works) expect(work).toBeGreaterThanOrEqual(1_000_000);
});
