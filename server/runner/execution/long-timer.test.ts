import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startLongTimer } from "./long-timer.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("a timer of 60 days calls after 60 days, and not at once", () => {
  const call = vi.fn();
  startLongTimer(60 * DAY_MS, call);
  vi.advanceTimersByTime(60 * DAY_MS - 1);
  expect(call).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(call).toHaveBeenCalledOnce();
});

it("a cancelled timer never calls, in whichever part of its time it is cancelled", () => {
  const call = vi.fn();
  const callOff = startLongTimer(60 * DAY_MS, call);
  vi.advanceTimersByTime(40 * DAY_MS);
  callOff();
  vi.advanceTimersByTime(40 * DAY_MS);
  expect(call).not.toHaveBeenCalled();
});
