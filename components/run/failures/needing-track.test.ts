import { expect, test } from "vitest";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { needingTrack } from "./needing-track.ts";

const found = (...tracks: Partial<TrackView>[]) => needingTrack(tracks.map(trackForTest));

const failure = { reason: "exit 1", lastLine: null, isHandled: false };
const failed = { vertex: "failed", state: "failed", failure } as const;
const handled = { ...failed, failure: { ...failure, isHandled: true } } as const;
const asked = { vertex: "asked", state: "prompting" } as const;
const lost = { vertex: "lost", state: "lost" } as const;
const stopped = { vertex: "stopped", state: "sleeping", sleep: "break" } as const;
const rest = { vertex: "rest", state: "sleeping", sleep: "wait" } as const;

test("what is named first of what needs a person is led to: prompt, lost track, failure, breakpoint", () => {
  expect(found(rest, stopped, failed, lost, asked)).toBe("asked");
  expect(found(rest, stopped, failed, lost)).toBe("lost");
  expect(found(rest, stopped, failed)).toBe("failed");
  expect(found(rest, handled, stopped)).toBe("stopped");
});

test("of what waits below, a track is led to whose child pipeline needs a person", () => {
  const child = { state: "sleeping", sleep: "child" } as const;
  const fine = { ...child, vertex: "fine", why: "Runs pipeline 6. It waits for a person: so it is named." };
  const needs = { ...child, vertex: "needs", isPersonNeededBelow: true };
  expect(found(fine, needs)).toBe("needs");
});

test("where no track needs a person, as in a pipeline that is paused, none is led to", () => {
  expect(found(rest, handled)).toBeNull();
});
