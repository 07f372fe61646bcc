import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import type { PipelineSummary, TrackView } from "#contract/pipelines/pipelines.ts";
import type { PipelineDelta } from "#contract/pipelines/watch.ts";
import { TRACK_STATES } from "#engine/model/track.ts";
import { applyDelta, mergedDelta, type PipelineNow, pipelineNow } from "./apply-delta.ts";
import { trackForTest } from "./track-for-test.ts";

const NAMES = ["A", "B", "C"];

function summary(rev: number): PipelineSummary {
  return pipelineForTest({ rev });
}

function track(vertex: string, rev: number): TrackView {
  const state = TRACK_STATES[rev % TRACK_STATES.length] ?? "waiting";
  return trackForTest({ vertex, number: NAMES.indexOf(vertex), state, rev, attempt: rev });
}

const START: PipelineNow = pipelineNow({
  pipeline: summary(1),
  params: {},
  timeoutMs: null,
  launchedAfter: null,
  tracks: NAMES.map((name) => track(name, 1)),
});

/** A history: at each rev some tracks change. */
const history = fc.array(fc.subarray(NAMES, { minLength: 0 }), { minLength: 1, maxLength: 12 });

/** What the server says to somebody who has everything up to `after`, when it stands at `rev`. */
function said(changes: readonly (readonly string[])[], after: number, rev: number): PipelineDelta {
  const tracks = NAMES.flatMap((name) => {
    const last = changes.slice(0, rev - 1).findLastIndex((names) => names.includes(name)) + 2;
    return last > after && last > 1 ? [track(name, last)] : [];
  });
  return { rev, pipeline: summary(rev), tracks, log: null };
}

describe("a page that follows a pipeline", () => {
  test("knows what the server knows, whatever cuts the stream has and whatever comes twice", () => {
    const cuts = fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 10 });
    fc.assert(
      fc.property(history, cuts, (changes, pairs) => {
        const end = changes.length + 1;
        let now = START;
        // Deltas from any cursor that the page has passed already: late ones, doubled ones, overlapping ones.
        for (const [a, b] of pairs) {
          const after = Math.min(1 + a, now.rev);
          now = applyDelta(now, said(changes, after, Math.max(after, Math.min(1 + b, end))));
        }
        now = applyDelta(now, said(changes, now.rev, end));
        expect(now).toEqual(applyDelta(START, said(changes, 1, end)));
        expect(applyDelta(now, said(changes, 1, end))).toBe(now);
      }),
    );
  });

  test("knows the same when several deltas are taken as one, as when each is taken by itself", () => {
    const cuts = fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(history, cuts, (changes, pairs) => {
        const end = changes.length + 1;
        const deltas = pairs.map(([a, b]) => said(changes, 1 + a, Math.min(Math.max(1 + a, 1 + b), end)));
        const oneByOne = deltas.reduce(applyDelta, START);
        expect(applyDelta(START, mergedDelta(deltas))).toEqual(oneByOne);
      }),
    );
  });

  test("goes on from the highest rev it heard of, also where the delta said nothing else", () => {
    expect(applyDelta(START, { rev: 4, pipeline: null, tracks: [] }).rev).toBe(4);
  });

  test("takes what waits for a person below, though the pipeline and the track did not change", () => {
    const needs = "pipeline 7: paused";
    const pipeline = { ...START.pipeline, needs };
    const tracks = [{ ...track("A", 1), why: needs }];
    const now = applyDelta(START, { rev: 1, pipeline, tracks });
    expect([now.pipeline.needs, now.tracks.get("A")?.why]).toEqual([needs, needs]);
    expect(applyDelta(now, { rev: 1, pipeline, tracks })).toBe(now);
  });

  test("keeps a track's object while the track stays the same, so that only what changed is drawn again", () => {
    const now = applyDelta(START, { rev: 2, pipeline: summary(2), tracks: [track("B", 2)] });
    expect(now.tracks.get("A")).toBe(START.tracks.get("A"));
    expect(now.tracks.get("B")?.rev).toBe(2);
  });

  test("a late delta neither takes a track back nor the pipeline", () => {
    const now = applyDelta(START, { rev: 3, pipeline: summary(3), tracks: [track("A", 3)] });
    const late = { rev: 2, pipeline: summary(2), tracks: [track("A", 2), track("B", 2)] };
    const after = applyDelta(now, late);
    expect(after.pipeline.rev).toBe(3);
    expect(after.rev).toBe(3);
    expect(after.tracks.get("A")?.rev).toBe(3);
    expect(after.tracks.get("B")?.rev).toBe(2);
  });
});
