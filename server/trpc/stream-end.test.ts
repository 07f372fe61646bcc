import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Context } from "./init.ts";
import { streamEnd, throwIfSignedOut } from "./stream-end.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const contextWith = (isStillKnown: () => Promise<boolean>) => ({ isStillKnown }) as unknown as Context;

test("a stream ends within 30 seconds after its session, with a refusal", async () => {
  let isKnown = true;
  const end = streamEnd(
    contextWith(async () => isKnown),
    undefined,
  );
  await vi.advanceTimersByTimeAsync(90_000);
  expect(end.aborted).toBe(false);
  isKnown = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(end.aborted).toBe(true);
  expect(() => throwIfSignedOut(end)).toThrow(/session has ended/);
});

test("it goes on while the database is away, ends with its request, and asks nothing after that", async () => {
  const request = new AbortController();
  const asked = vi.fn(() => Promise.reject(new Error("away")));
  const end = streamEnd(contextWith(asked), request.signal);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(end.aborted).toBe(false);
  request.abort();
  expect(end.aborted).toBe(true);
  expect(() => throwIfSignedOut(end)).not.toThrow();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveBeenCalledTimes(2);
});
