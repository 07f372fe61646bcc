import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LookTimer } from "./look-timer.ts";

const NOTHING = { claimed: 0, missed: 0, nextDueMs: 1e12 };
let looks = 0;
let timer: LookTimer;

beforeEach(() => {
  vi.useFakeTimers();
  looks = 0;
  timer = new LookTimer(() => {
    looks += 1;
    timer.begin();
  });
});
afterEach(() => {
  timer.stop();
  vi.useRealTimers();
});

/** Lets looks find nothing until the polls are slow. */
function calmDown(): void {
  timer.begin();
  timer.end(NOTHING);
  for (let round = 0; round < 30; round += 1) {
    vi.advanceTimersToNextTimer();
    timer.end(NOTHING);
  }
  looks = 0;
}

test("with nothing to do it looks every few seconds; a wake-up, and a timer that is due, lead to a look at once", () => {
  calmDown();
  vi.advanceTimersByTime(1_900);
  expect(looks).toBe(0);
  timer.wake(0);
  vi.advanceTimersByTime(1);
  expect(looks).toBe(1);
  timer.end({ ...NOTHING, nextDueMs: 700 });
  vi.advanceTimersByTime(699);
  expect(looks).toBe(1);
  vi.advanceTimersByTime(3);
  expect(looks).toBe(2);
  timer.end(NOTHING);
  vi.advanceTimersByTime(3_001);
  expect(looks).toBe(3);
});

test("wake-ups during a look lead to one more look", () => {
  calmDown();
  timer.wake(0);
  vi.advanceTimersByTime(11);
  for (let times = 0; times < 5; times += 1) timer.wake(0);
  expect(looks).toBe(1);
  timer.end({ ...NOTHING, claimed: 1 });
  vi.advanceTimersByTime(11);
  expect(looks).toBe(2);
  timer.end(NOTHING);
  vi.advanceTimersByTime(1_900);
  expect(looks).toBe(2);
});

test("after a poll that found what nobody told it polls fast for a while, and then slowly again", () => {
  calmDown();
  vi.advanceTimersByTime(3_001);
  expect(looks).toBe(1);
  timer.end({ ...NOTHING, claimed: 2 });
  vi.advanceTimersByTime(31);
  expect(looks).toBe(2);
  timer.end(NOTHING);
  calmDown();
  vi.advanceTimersByTime(1_900);
  expect(looks).toBe(0);
});
