import { expect, test } from "vitest";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { openedTrack } from "./opened-track.ts";

const failure = { reason: "exit 1", lastLine: null, isHandled: false };
const opened = (state: PipelineState, ...tracks: Partial<TrackView>[]) =>
  openedTrack({ state }, tracks.map(trackForTest));

const done = { vertex: "done", state: "succeeded" } as const;
const failed = { vertex: "failed", state: "failed", failure, attempt: 1 } as const;
const lost = { vertex: "lost", state: "lost", attempt: 1 } as const;
const asked = { vertex: "asked", state: "prompting" } as const;
const stopped = { vertex: "stopped", state: "sleeping", sleep: "break" } as const;
const rest = { vertex: "rest", state: "sleeping", sleep: "wait" } as const;

test("a run opens on the log of its first failure, also while it still runs or after it was cancelled", () => {
  for (const state of ["failed", "running", "cancelled", "reverting", "reverted"] as const)
    expect([state, opened(state, asked, lost, failed)]).toEqual([state, { vertex: "failed", tab: "log" }]);
  expect(opened("failed", { ...failed, attempt: 0 })).toEqual({ vertex: "failed", tab: "track" });
});

test("a run opens on the track of a for-each that failed: its log is empty, and its failed items are listed there", () => {
  const child = { id: 4, state: "failed", attempt: 1 } as const;
  const track = { vertex: "failed", tab: "track" };
  expect(opened("failed", { ...failed, child })).toEqual(track);
  expect(opened("failed", { ...failed, isChildElsewhere: true })).toEqual(track);
  expect(opened("failed", { ...failed, child, attempt: 2 })).toEqual({ ...track, tab: "log" });
});

test("where nothing failed it opens on a lost track, then on an open prompt, then on what else waits for a person", () => {
  expect(opened("running", done, stopped, asked, lost)).toEqual({ vertex: "lost", tab: "track" });
  expect(opened("running", done, stopped, rest, asked)).toEqual({ vertex: "asked", tab: "track" });
  expect(opened("running", done, rest, stopped)).toEqual({ vertex: "stopped", tab: "track" });
});

test("it opens on no track where nothing needs a person", () => {
  const handled = { ...failed, failure: { ...failure, isHandled: true } };
  expect(opened("running", done, rest, handled)).toBeNull();
  expect(opened("succeeded", done, failed)).toBeNull();
});
