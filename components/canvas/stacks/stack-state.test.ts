import { expect, test } from "vitest";
import type { TrackState } from "#engine/model/track.ts";
import { isSameState, stackState, toneOfStack } from "./stack-state.ts";
import { stackWords } from "./stack-words.ts";

function stateOf(states: readonly TrackState[], isStale = false) {
  const tracks = new Map(states.map((state, at) => [`v${at}`, { state, isStale }] as const));
  return stackState([...tracks.keys(), "gone"], tracks);
}

test("the tracks of a stack are counted by their states", () => {
  expect(stateOf(["running", "failed", "running"])).toEqual({ counts: { running: 2, failed: 1 }, stale: 0 });
  expect(isSameState(stateOf(["running", "failed"]), stateOf(["failed", "running"]))).toBe(true);
  expect(isSameState(stateOf(["running"]), stateOf(["running", "running"]))).toBe(false);
  expect(isSameState(stateOf(["succeeded"]), stateOf(["succeeded"], true))).toBe(false);
});

test.each<[readonly TrackState[], boolean, string | null]>([
  [["succeeded", "running", "failed"], false, "bad"],
  [["succeeded", "running"], false, "info"],
  [["succeeded", "prompting", "running"], false, "warn"],
  [["succeeded", "succeeded"], false, "good"],
  [["succeeded", "succeeded"], true, "warn"],
  [["waiting", "succeeded"], false, "still"],
  [[], false, null],
])("a stack with tracks that are %j (stale: %s) is drawn as %s", (states, isStale, tone) => {
  expect(toneOfStack(stateOf(states, isStale))).toBe(tone);
});

test("in words, what a person has to know comes before what has succeeded", () => {
  expect(stackWords({ counts: { succeeded: 12, failed: 1, running: 2 }, stale: 0 })).toBe(
    "1 failed, 2 running, 12 succeeded",
  );
  expect(stackWords({ counts: { succeeded: 3 }, stale: 1 })).toBe("1 succeeded, stale, 2 succeeded");
  expect(stackWords({ counts: {}, stale: 0 })).toBe("");
});
