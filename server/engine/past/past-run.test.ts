import fc from "fast-check";
import { expect, test } from "vitest";
import { TRACK_STATES } from "../model/track.ts";
import {
  BREAK_LIFTED,
  BREAK_SET,
  instantsOf,
  NOT_BEGUN,
  PAUSED_ABOVE,
  type PastEvent,
  pastRun,
  placeOfRev,
  placeOfTime,
} from "./past-run.ts";

const START = Date.UTC(2026, 0, 1);

/** Transitions of a few tracks, some of them in the same transaction. */
const history = fc
  .array(
    fc.record({
      vertex: fc.constantFrom("A", "B", "C"),
      to: fc.constantFrom(...TRACK_STATES),
      isTogether: fc.boolean(),
      isNext: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((steps) => {
    const now = new Map<string, { state: string; attempt: number }>();
    let rev = 1;
    const events: PastEvent[] = [];
    for (const { vertex, to, isTogether, isNext } of steps) {
      if (!isTogether) rev += 1;
      const before = now.get(vertex) ?? { state: "waiting", attempt: 0 };
      const attempt = before.attempt + (isNext ? 1 : 0);
      now.set(vertex, { state: to, attempt });
      const at = new Date(START + rev * 1_000);
      events.push({
        rev,
        kind: "track",
        vertex,
        attempt,
        from: before.state,
        to,
        reason: null,
        actor: "ann",
        at,
      });
    }
    return { events, now, rev };
  });

test("at the last event the run is as the transitions left it", () => {
  fc.assert(
    fc.property(history, ({ events, now, rev }) => {
      const { tracks } = pastRun(events, rev);
      const found = [...tracks].map(([vertex, { state, attempt }]) => [vertex, { state, attempt }]);
      expect(new Map(found as [string, unknown][])).toEqual(now);
    }),
  );
});

test("what stood at an instant follows from the events up to it, whatever came later", () => {
  fc.assert(
    fc.property(history, fc.nat(31), ({ events }, rev) => {
      const upTo = events.filter((event) => event.rev <= rev);
      expect(pastRun(events, rev)).toEqual(pastRun(upTo, Number.POSITIVE_INFINITY));
    }),
  );
});

test("each event is in one instant, and a rev names the last instant that is not after it", () => {
  fc.assert(
    fc.property(history, fc.nat(40), ({ events }, rev) => {
      const instants = instantsOf(events);
      expect(instants.flatMap((instant) => instant.events)).toEqual(events);
      const place = placeOfRev(instants, rev);
      const before = instants.filter((instant) => instant.rev <= rev).length;
      expect(place).toBe(instants.length === 0 ? null : Math.max(0, before - 1));
    }),
  );
});

test("a track has the times of its newest attempt, and none of them once it waits again", () => {
  const at = (second: number) => new Date(START + second * 1_000);
  const event = (rev: number, from: string, to: string, attempt: number): PastEvent => {
    return { rev, kind: "track", vertex: "A", attempt, from, to, reason: to, actor: "ann", at: at(rev) };
  };
  const events = [
    event(1, "waiting", "pending", 0),
    event(2, "pending", "running", 1),
    event(3, "running", "running", 1),
    event(4, "running", "failed", 1),
    event(5, "failed", "waiting", 1),
    event(6, "waiting", "pending", 1),
    event(7, "pending", "running", 2),
  ];
  const times = (rev: number) => {
    const { state, readyAt, startedAt, finishedAt, reason } =
      pastRun(events, rev).tracks.get("A") ?? NOT_BEGUN;
    return [
      state,
      reason,
      ...[readyAt, startedAt, finishedAt].map((time) => time && (time.getTime() - START) / 1_000),
    ];
  };
  expect(times(0)).toEqual(["waiting", null, null, null, null]);
  expect(times(1)).toEqual(["pending", "pending", 1, null, null]);
  expect(times(3)).toEqual(["running", "running", 1, 2, null]);
  expect(times(4)).toEqual(["failed", "failed", 1, 2, 4]);
  expect(times(5)).toEqual(["waiting", "waiting", null, null, null]);
  expect(times(7)).toEqual(["running", "running", 6, 7, null]);
});

test("the pipeline's own state and its end are those of its own events", () => {
  const event = (rev: number, from: string | null, to: string): PastEvent => {
    const at = new Date(START + rev);
    return { rev, kind: "pipeline", vertex: null, attempt: null, from, to, reason: null, actor: "ann", at };
  };
  const events = [event(1, null, "running"), event(2, "running", "running"), event(3, "running", "failed")];
  expect(pastRun(events, 2)).toMatchObject({ state: "running", finishedAt: null });
  expect(pastRun(events, 3)).toMatchObject({ state: "failed", finishedAt: new Date(START + 3) });
});

test("who paused it and why, its breakpoints and its children are known at each instant, and a pause changes no state", () => {
  const at = new Date(START);
  const pause = (rev: number, to: "paused" | "resumed", actor: string, reason: string | null): PastEvent => {
    return { rev, kind: "pipeline", vertex: null, attempt: null, from: "running", to, reason, actor, at };
  };
  const remark = (rev: number, reason: string, attempt = 1): PastEvent => {
    const state = { from: "sleeping", to: "sleeping" };
    return { rev, kind: "track", vertex: "A", attempt, ...state, reason, actor: "ann", at };
  };
  const events = [
    remark(1, BREAK_SET, 0),
    pause(2, "paused", "bob", PAUSED_ABOVE),
    pause(3, "paused", "ann", "the disk is swapped"),
    { ...remark(4, "runs inner@1"), from: "pending" },
    remark(4, "launched pipeline 17"),
    pause(5, "resumed", "ann", null),
    remark(6, BREAK_LIFTED),
    pause(7, "resumed", "bob", PAUSED_ABOVE),
    remark(8, "child ended", 2),
  ];
  const stood = (rev: number) => {
    const { state, pause: by, tracks } = pastRun(events, rev);
    const { isBreak, child } = tracks.get("A") ?? NOT_BEGUN;
    return [state, by?.by ?? null, by?.isAbove ?? null, isBreak, child];
  };
  expect(stood(0)).toEqual(["running", null, null, false, null]);
  expect(stood(2)).toEqual(["running", "bob", true, true, null]);
  expect(stood(4)).toEqual(["running", "ann", false, true, 17]);
  expect(pastRun(events, 4).pause?.reason).toBe("the disk is swapped");
  expect(stood(5)).toEqual(["running", "bob", true, true, 17]);
  expect(stood(7)).toEqual(["running", null, null, false, 17]);
  expect(stood(8)).toEqual(["running", null, null, false, null]);
});

test("a moment is the last instant that is not after it, and before the first one it is the first", () => {
  const instants = [10, 20, 20, 30].map((time) => ({ at: new Date(time) }));
  const places = [0, 10, 19, 20, 29, 30, 99].map((time) => placeOfTime(instants, time));
  expect(places).toEqual([0, 0, 0, 2, 2, 3, 3]);
  expect(placeOfTime([], 5)).toBeNull();
});
