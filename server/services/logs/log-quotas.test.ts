import { expect, test } from "vitest";
import { LogQuotas } from "./log-quotas.ts";

test("what fits is taken, and the rest is refused; another pipeline has room of its own", () => {
  const quotas = new LogQuotas(async () => 0, 100, 1_000);
  expect([60, 30, 20, 10, 1].map((bytes) => quotas.take(1, bytes))).toEqual([true, true, false, true, false]);
  expect(quotas.take(2, 100)).toBe(true);
});

test("what other runners and earlier attempts wrote is asked for now and then, and counts", async () => {
  let stored = 0;
  const asked: number[] = [];
  const quotas = new LogQuotas(
    async (pipelineId) => {
      asked.push(pipelineId);
      return stored;
    },
    1_000,
    100,
  );
  expect(quotas.take(7, 90)).toBe(true);
  expect(asked).toEqual([]);
  stored = 950;
  expect(quotas.take(7, 20)).toBe(true);
  expect(asked).toEqual([7]);
  await Promise.resolve();
  await Promise.resolve();
  expect(quotas.take(7, 51)).toBe(false);
  expect(quotas.take(7, 50)).toBe(true);
});

test("while the database does not answer, what this runner writes is counted", async () => {
  const quotas = new LogQuotas(() => Promise.reject(new Error("away")), 1_000, 10);
  for (let written = 0; written < 1_000; written += 100) {
    expect(quotas.take(1, 100)).toBe(true);
    await Promise.resolve();
  }
  expect(quotas.take(1, 1)).toBe(false);
});
