import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OutageTimer } from "./outage-timer.ts";

let said: string[] = [];
const timer = () =>
  new OutageTimer(
    "http://there",
    (text) => said.push(text),
    () => undefined,
  );

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
});
afterEach(() => {
  vi.useRealTimers();
});

test("a connection that is opened again at once was no outage, and neither is one that is refused then", () => {
  const outage = timer();
  outage.begin();
  vi.advanceTimersByTime(1_200);
  outage.end();
  outage.begin();
  vi.advanceTimersByTime(1_200);
  outage.stopClock();
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([]);
});

test("an outage is said once, and so is its end", () => {
  const outage = timer();
  for (const _ of [1, 2]) {
    outage.begin();
    vi.advanceTimersByTime(5_000);
  }
  outage.end();
  outage.end();
  expect(said).toEqual([
    "The server at http://there does not answer. It is tried again; pipelines go on meanwhile.",
    "The server answers again.",
  ]);
});
