import { afterEach, expect, it } from "vitest";
import { listenForStop } from "./stop-signals.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));

afterEach(() => {
  for (const [signal, listeners] of before) {
    for (const each of process.listeners(signal)) if (!listeners.includes(each)) process.off(signal, each);
  }
});

it("counts one Ctrl-C that arrives twice as one", () => {
  let now = 1_000;
  const hurries: number[] = [];
  const stop = listenForStop(() => now);
  stop.onHurry((count) => hurries.push(count));
  process.emit("SIGINT", "SIGINT");
  now += 3;
  process.emit("SIGINT", "SIGINT");
  expect(stop.requested.aborted).toBe(true);
  expect(hurries).toEqual([]);
});

it("treats a later signal as a request to hurry", () => {
  let now = 1_000;
  const hurries: number[] = [];
  const stop = listenForStop(() => now);
  stop.onHurry((count) => hurries.push(count));
  for (const signal of ["SIGINT", "SIGTERM", "SIGINT"] as const) {
    process.emit(signal, signal);
    now += 1_000;
  }
  expect(hurries).toEqual([2, 3]);
});
