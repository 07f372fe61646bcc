import { expect, test } from "vitest";
import { SLEEPS, TRACK_STATES } from "../model/track.ts";
import { durationText } from "../time/durations.ts";
import { pipelineTimeLeft, trackTimeLeft } from "./time-left.ts";

const NOW = 1_000_000;
const inMs = (ms: number) => new Date(NOW + ms);
const MIN = 60_000;

test("of a pipeline's timeout is said how much is left, of how much, and that it is over", () => {
  const left = (dueAt: Date | null, timeout: number | null) =>
    pipelineTimeLeft(dueAt, timeout, NOW, durationText);
  expect(left(inMs(12 * MIN), 30 * MIN)).toBe("12m left of 30m");
  expect(left(inMs(0), 30 * MIN)).toBe("its 30m are over");
  expect(left(null, 30 * MIN)).toBeNull();
  expect(left(null, null)).toBeNull();
});

const NONE = { state: "sleeping", sleep: null, dueAt: null, giveUpAt: null } as const;
const left = (track: Partial<Parameters<typeof trackTimeLeft>[0]>) =>
  trackTimeLeft({ ...NONE, ...track }, NOW, durationText);

test.each([
  ["retry", "runs again in 20s"],
  ["poll", "asks again in 20s"],
  ["wait", "goes on in 20s"],
  ["callback", "20s left to call"],
  ["timer", "starts in 20s"],
] as const)("a track that sleeps for %s says what its timer does", (sleep, text) => {
  expect(left({ sleep, dueAt: inMs(20_000) })).toBe(text);
});

test("a prompt says how long an answer is taken, and polling when it gives up, also while it runs", () => {
  expect(left({ state: "prompting", dueAt: inMs(MIN) })).toBe("1m left to answer");
  const giveUpAt = inMs(4 * MIN);
  expect(left({ sleep: "poll", dueAt: inMs(MIN), giveUpAt })).toBe("asks again in 1m, gives up in 4m");
  expect(left({ state: "running", giveUpAt })).toBe("gives up in 4m");
  expect(left({ state: "running", giveUpAt: inMs(-1) })).toBe("gives up now");
});

test("a track without a clock, or that has ended, says nothing", () => {
  for (const sleep of SLEEPS) expect(left({ sleep })).toBeNull();
  for (const state of TRACK_STATES) expect(left({ state })).toBeNull();
  for (const state of ["succeeded", "failed", "skipped", "waiting"] as const)
    expect(left({ state, dueAt: inMs(MIN), giveUpAt: inMs(MIN) })).toBeNull();
});
