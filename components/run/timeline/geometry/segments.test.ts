import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TrackChange } from "#contract/pipelines/timeline.ts";
import { isEnded, TRACK_STATES, type TrackState } from "#engine/model/track.ts";
import { changesForTest } from "./changes-for-test.ts";
import { segmentsOf } from "./segments.ts";

const LAUNCHED = 1_000;

/** A history: each change begins in the state of the one before; two may have the same time. */
const history = fc
  .array(fc.record({ to: fc.constantFrom(...TRACK_STATES), later: fc.nat(50), isNext: fc.boolean() }), {
    maxLength: 30,
  })
  .map((steps) => {
    let [at, attempt, from]: [number, number, TrackState] = [LAUNCHED, 0, "waiting"];
    return steps.map(({ to, later, isNext }): TrackChange => {
      at += later;
      attempt += Number(isNext);
      const change = { number: 0, attempt, from, to, at };
      from = to;
      return change;
    });
  });

function kinds(changes: readonly TrackChange[], isChild = false): string[] {
  return segmentsOf(changes, { from: 0, now: 100, isChild }).map(
    ({ kind, attempt, from, to, end }) => `${kind} ${attempt} ${from}-${to} ${end}`,
  );
}

describe("the segments of a track", () => {
  test("follow each other without gap or overlap, and add up to its life", () => {
    fc.assert(
      fc.property(history, fc.nat(2_000), fc.boolean(), (changes, now, isChild) => {
        const segments = segmentsOf(changes, { from: LAUNCHED, now, isChild });
        let at = LAUNCHED;
        for (const { from, to } of segments) {
          expect(from).toBe(at);
          expect(to).toBeGreaterThanOrEqual(from);
          at = to;
        }
        const isOver = isEnded(changes.at(-1)?.to ?? "waiting");
        const lastOpen = changes.findLastIndex(({ to }) => !isEnded(to));
        const end = changes[isOver ? lastOpen + 1 : changes.length - 1]?.at ?? LAUNCHED;
        expect(at).toBe(isOver ? end : Math.max(end, now));
        const sum = segments.reduce((total, { from, to }) => total + to - from, 0);
        expect(sum).toBe(at - LAUNCHED);
      }),
    );
  });

  test("tell waiting, queue, attempts and the pause between them apart", () => {
    expect(
      kinds(
        changesForTest(
          0,
          ["pending", 10],
          ["running", 12, 1],
          ["sleeping", 20, 1],
          ["pending", 50, 1],
          ["running", 51, 2],
          ["succeeded", 60, 2],
        ),
      ),
    ).toEqual([
      "waiting 0 0-10 pending",
      "queued 0 10-12 running",
      "running 1 12-20 sleeping",
      "pause 1 20-50 pending",
      "queued 1 50-51 running",
      "running 2 51-60 succeeded",
    ]);
  });

  test("keep a lost attempt as one, and an attempt that took no time", () => {
    expect(
      kinds(
        changesForTest(
          0,
          ["pending", 0],
          ["running", 1, 1],
          ["lost", 5, 1],
          ["pending", 9, 1],
          ["running", 10, 2],
          ["failed", 10, 2],
        ),
      ),
    ).toEqual([
      "queued 0 0-1 running",
      "running 1 1-9 pending",
      "queued 1 9-10 running",
      "running 2 10-10 failed",
    ]);
  });

  test("show a child pipeline, a breakpoint before it, and the time between an end and a retry by a person", () => {
    expect(
      kinds(
        changesForTest(
          0,
          ["sleeping", 1, 0],
          ["sleeping", 4, 1],
          ["failed", 9, 1],
          ["waiting", 30, 1],
          ["sleeping", 30, 2],
        ),
        true,
      ),
    ).toEqual([
      "waiting 0 0-1 sleeping",
      "sleeping 0 1-4 sleeping",
      "child 1 4-9 failed",
      "ended 1 9-30 waiting",
      "child 2 30-100 null",
    ]);
  });

  test("a remark is no attempt and ends none, whatever the track waits for", () => {
    const paused = changesForTest(0, ["running", 0, 1], ["sleeping", 5, 1], ["sleeping", 7, 1]);
    expect(kinds(paused)).toEqual(["running 1 0-5 sleeping", "pause 1 5-100 null"]);
    const launched = changesForTest(0, ["sleeping", 0, 1], ["sleeping", 3, 1], ["sleeping", 9, 2]);
    expect(kinds(launched, true)).toEqual(["child 1 0-9 sleeping", "child 2 9-100 null"]);
  });

  test("an undo script waits for a runner, and is an attempt from then on; the round before it follows", () => {
    expect(
      kinds(
        changesForTest(
          0,
          ["running", 0, 2],
          ["succeeded", 10, 2],
          ["reverting", 20, 2],
          ["reverting", 24, 2],
          ["reverting", 25, 3],
          ["reverting", 30, 4],
          ["reverted", 40, 4],
        ),
      ),
    ).toEqual([
      "running 2 0-10 succeeded",
      "ended 2 10-20 reverting",
      "queued 2 20-25 reverting",
      "undo 3 25-30 reverting",
      "undo 4 30-40 reverted",
    ]);
    const inside = changesForTest(0, ["succeeded", 1, 1], ["reverting", 20, 1], ["reverted", 30, 1]);
    expect(kinds(inside, true).at(-1)).toBe("undo 1 20-30 reverted");
  });
});
