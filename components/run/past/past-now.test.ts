import fc from "fast-check";
import { expect, test } from "vitest";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import type { AttemptSummary } from "#contract/pipelines/attempts.ts";
import type { EventView } from "#contract/pipelines/pipelines.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";
import { TRACK_STATES, type TrackState } from "#engine/model/track.ts";
import { pastRun } from "#engine/past/past-run.ts";
import { pipelineNow } from "../store/apply-delta.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { attemptsAt, pastHistory, pastNow } from "./past-now.ts";

const steps = fc.array(
  fc.record({ vertex: fc.constantFrom("A", "B"), to: fc.constantFrom(...TRACK_STATES) }),
  { minLength: 1, maxLength: 20 },
);

/** One event in each transaction, and the run as it is after the last of them. */
function runAfter(done: readonly { vertex: string; to: TrackState }[]) {
  const tracks = new Map(
    ["A", "B"].map((vertex, number) => [vertex, trackForTest({ vertex, number, rev: 0 })]),
  );
  const events = done.map(({ vertex, to }, place): EventView => {
    const rev = place + 1;
    const before = tracks.get(vertex) ?? trackForTest({ vertex });
    tracks.set(vertex, { ...before, state: to, word: STATE_WORDS[to], rev });
    const event = { rev, n: 0, kind: "track", vertex, attempt: 0, reason: null, actor: "ann" } as const;
    return { ...event, from: before.state, to, at: new Date(rev * 1_000) };
  });
  const pipeline = pipelineForTest({ rev: done.length });
  return {
    events,
    live: pipelineNow({
      pipeline,
      params: {},
      timeoutMs: null,
      launchedAfter: null,
      tracks: [...tracks.values()],
    }),
  };
}

test("at the last event the page shows the run as it is, and before it what the events up to there say", () => {
  fc.assert(
    fc.property(steps, (done) => {
      const { events, live } = runAfter(done);
      expect(pastNow(live, pastRun(events, done.length), done.length)).toEqual(live);
      for (let rev = 0; rev < done.length; rev += 1) {
        const then = pastNow(live, pastRun(events, rev), rev);
        const { live: known } = runAfter(done.slice(0, rev));
        for (const [vertex, { state }] of known.tracks) expect(then.tracks.get(vertex)?.state).toBe(state);
        const counted = Object.values(then.pipeline.counts).reduce((sum, count) => sum + count, 0);
        expect([then.rev, counted]).toEqual([rev, 2]);
      }
    }),
  );
});

test("the timeline of the past has the changes up to the instant, and no remarks", () => {
  const { events } = runAfter([
    { vertex: "A", to: "pending" },
    { vertex: "A", to: "pending" },
    { vertex: "A", to: "running" },
  ]);
  const numbers = new Map([["A", 0]]);
  const states = (rev: number) =>
    pastHistory(events, rev, numbers)
      .byTrack.get(0)
      ?.map(({ to }) => to);
  expect(states(2)).toEqual(["pending"]);
  expect(states(3)).toEqual(["pending", "running"]);
});

const ATTEMPT: AttemptSummary = {
  ...{ number: 1, kind: "run", undoes: null, state: "failed" },
  ...{ exitCode: 1, signal: null, reason: "exit 1", runner: "r", logBytes: 0, isLogCut: false },
  ...{ startedAt: new Date(0), finishedAt: null, askedBy: null, askedWhy: null },
};

test("an attempt that had not ended runs, and one that had not begun is not there", () => {
  const first = { ...ATTEMPT, number: 1, startedAt: new Date(1), finishedAt: new Date(5) };
  const second = { ...ATTEMPT, number: 2, startedAt: new Date(6), finishedAt: new Date(7) };
  const at = (time: number) =>
    attemptsAt([first, second], new Date(time)).map(({ number, state, reason }) => [number, state, reason]);
  expect(at(0)).toEqual([]);
  expect(at(3)).toEqual([[1, "running", null]]);
  expect(at(6)).toEqual([
    [1, "failed", "exit 1"],
    [2, "running", null],
  ]);
});
