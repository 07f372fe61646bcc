import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NO_WAKE_UPS } from "#platform/wake-ups/wake-up.ts";
import { AnyChange, watchAnyChange } from "./any-change.ts";

const HOUR_MS = 3_600_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a look that is slow is waited for: no second one begins meanwhile, also for those who come back", async () => {
  const begun: ((sign: string) => void)[] = [];
  const change = new AnyChange(NO_WAKE_UPS, () => new Promise((resolve) => begun.push(resolve)));
  const listener = { ring: () => undefined, fail: () => undefined };
  const deafen = change.listen(listener);
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  deafen();
  const deafenAgain = change.listen(listener);
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(begun).toHaveLength(1);
  begun[0]?.("a");
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(begun).toHaveLength(2);
  deafenAgain();
  begun[1]?.("b");
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(begun).toHaveLength(2);
});

test("a look that fails is told to all who listen, and to none who comes after it", async () => {
  let sign = () => Promise.resolve("a");
  const change = new AnyChange(NO_WAKE_UPS, () => sign());
  const { signal } = new AbortController();
  const follow = () => watchAnyChange(change, { after: 0, lastEventId: null }, signal);
  const told = async (stream: ReturnType<typeof watchAnyChange>) => {
    await stream.next();
    return stream.next().catch((error: unknown) => error);
  };
  const both = [told(follow()), told(follow())];
  await vi.advanceTimersByTimeAsync(0);
  const broken = new Error("no such table");
  sign = () => Promise.reject(broken);
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(await Promise.all(both)).toEqual([broken, broken]);
  sign = () => Promise.resolve("a");
  expect((await follow().next()).value).toMatchObject({ delta: { pipeline: null } });
});

test("a change that no wake-up told is told once, after the next look", async () => {
  let sign = "a";
  const change = new AnyChange(NO_WAKE_UPS, () => Promise.resolve(sign));
  let rings = 0;
  change.listen({ ring: () => (rings += 1), fail: () => undefined });
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(rings).toBe(0);
  const before = change.number;
  sign = "b";
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(rings).toBe(1);
  expect(change.number).toBeGreaterThan(before);
});

test("what this process changed is told at once and once, also where a look is under way that may not have seen it", async () => {
  const looks: ((sign: string) => void)[] = [];
  const change = new AnyChange(NO_WAKE_UPS, () => new Promise((resolve) => looks.push(resolve)));
  change.look();
  expect(looks).toHaveLength(0);
  let rings = 0;
  change.listen({ ring: () => (rings += 1), fail: () => undefined });
  change.look();
  expect(looks).toHaveLength(1);
  looks[0]?.("a");
  await vi.advanceTimersByTimeAsync(0);
  expect(looks).toHaveLength(2);
  looks[1]?.("b");
  await vi.advanceTimersByTimeAsync(2_000);
  expect([looks.length, rings]).toEqual([2, 1]);
  change.look();
  expect(looks).toHaveLength(3);
  looks[2]?.("b");
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect([looks.length, rings]).toEqual([4, 1]);
});

test("a change is told soon also after the clock of the machine was put back", async () => {
  let sign = "a";
  const change = new AnyChange(NO_WAKE_UPS, () => Promise.resolve(sign));
  let rings = 0;
  change.listen({ ring: () => (rings += 1), fail: () => undefined });
  await vi.advanceTimersByTimeAsync(0);
  const before = change.number;
  vi.setSystemTime(Date.now() - HOUR_MS);
  sign = "b";
  change.look();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(rings).toBe(1);
  expect(change.number).toBeGreaterThan(before);
});
