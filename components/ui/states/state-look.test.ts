import { expect, test } from "vitest";
import { shownTrackState } from "./state-look.ts";

test("a track looks as its word reads: running while its child pipeline runs, queued until that has its lock", () => {
  expect(shownTrackState({ state: "sleeping", word: "running" })).toBe("running");
  expect(shownTrackState({ state: "sleeping", word: "queued" })).toBe("pending");
  expect(shownTrackState({ state: "sleeping", word: "waiting" })).toBe("sleeping");
  expect(shownTrackState({ state: "skipped", word: "running" })).toBe("skipped");
});
