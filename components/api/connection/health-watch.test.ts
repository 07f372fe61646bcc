import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ServerSignal } from "./connection.ts";
import { healthWatch } from "./health-watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(answers: ServerSignal[]) {
  const signal: ServerSignal[] = [];
  const askedAt: number[] = [];
  const ask = async () => {
    askedAt.push(Date.now() - start);
    return answers.shift() ?? "no-server";
  };
  const start = Date.now();
  return { watch: healthWatch(ask, (each) => signal.push(each)), signal, askedAt };
}

test("asks with longer and longer pauses, at most eight seconds, until it is well", async () => {
  const { watch, signal, askedAt } = watched([
    ...Array<ServerSignal>(6).fill("no-server"),
    "no-database",
    "good",
  ]);
  watch.begin();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(askedAt).toEqual([250, 750, 1_750, 3_750, 7_750, 15_750, 23_750, 31_750]);
  expect(signal.slice(-2)).toEqual(["no-database", "good"]);
});

test("begun twice it asks once", async () => {
  const { watch, askedAt } = watched(["good"]);
  watch.begin();
  watch.begin();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(askedAt).toEqual([250]);
});

test("hurried it asks at once and begins with short pauses again", async () => {
  const { watch, askedAt } = watched([]);
  watch.begin();
  await vi.advanceTimersByTimeAsync(8_000);
  watch.checkNow();
  await vi.advanceTimersByTimeAsync(600);
  expect(askedAt).toEqual([250, 750, 1_750, 3_750, 7_750, 8_000, 8_500]);
});

test("stopped it neither asks nor tells what it was waiting for", async () => {
  let answer: (signal: ServerSignal) => void = () => undefined;
  const signal: ServerSignal[] = [];
  const watch = healthWatch(
    () => new Promise((resolve) => (answer = resolve)),
    (each) => signal.push(each),
  );
  watch.begin();
  await vi.advanceTimersByTimeAsync(300);
  watch.stop();
  answer("no-server");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(signal).toEqual([]);
});
