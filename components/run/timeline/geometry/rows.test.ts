import { expect, test } from "vitest";
import { changesForTest } from "./changes-for-test.ts";
import { rowOrder, rowSums, rowTimes, rowTimesReader } from "./rows.ts";
import { segmentsOf } from "./segments.ts";
import { NO_HISTORY, withChanges } from "./track-history.ts";

const RETRIED = changesForTest(
  0,
  ["pending", 110],
  ["running", 112, 1],
  ["sleeping", 120, 1],
  ["pending", 150, 1],
  ["running", 151, 2],
  ["succeeded", 160, 2],
);

test("a track's times are those of its newest attempt, and its place that of its first", () => {
  expect(rowTimes(RETRIED, 100, false)).toEqual({
    readyAt: 110,
    endedAt: 160,
    beganAt: 112,
    startedAt: 151,
    isEnded: true,
  });
  expect(rowTimes(changesForTest(0, ["skipped", 130]), 100, false)).toMatchObject({
    readyAt: null,
    beganAt: null,
  });
  expect(rowTimes([], 100, false)).toMatchObject({ readyAt: null, beganAt: null, isEnded: false });
});

test("what a track did is added up by what it did", () => {
  expect(rowSums(segmentsOf(RETRIED, { from: 100, now: 500, isChild: false }))).toEqual({
    waiting: 10,
    queued: 3,
    asked: 0,
    pause: 30,
    ran: 17,
    attempts: 2,
  });
});

test("a child pipeline that goes on after its failure is one attempt", () => {
  const again = changesForTest(
    0,
    ["sleeping", 0, 1],
    ["failed", 5, 1],
    ["sleeping", 8, 1],
    ["succeeded", 9, 1],
  );
  expect(rowSums(segmentsOf(again, { from: 0, now: 9, isChild: true }))).toMatchObject({
    ran: 6,
    attempts: 1,
  });
});

test("rows are in the order in which they began, then in the graph's", () => {
  const began = [null, 5, null, 3, 5].map((beganAt) => ({ beganAt }));
  expect(rowOrder(began)).toEqual([3, 1, 4, 0, 2]);
});

test("of five thousand rows only those are worked out again whose tracks changed", () => {
  const vertices = Array.from({ length: 5_000 }, (_, number) => ({ number, isChild: false }));
  const changes = vertices.flatMap(({ number }) =>
    changesForTest(number, ["pending", 10], ["running", 20, 1]),
  );
  const before = withChanges(NO_HISTORY, { changes, next: { rev: 1, n: 1 }, isAll: true });
  const ended = [{ number: 7, attempt: 1, from: "running", to: "succeeded", at: 30 } as const];
  const after = withChanges(before, { changes: ended, next: { rev: 2, n: 1 }, isAll: true });
  const read = rowTimesReader(0);
  const [then, now] = [read(vertices, before.byTrack), read(vertices, after.byTrack)];
  expect(now.filter((times, place) => times !== then[place])).toEqual([
    rowTimes(after.byTrack.get(7) ?? [], 0, false),
  ]);
  expect(now[7]).toMatchObject({ endedAt: 30, isEnded: true });
  expect(read(vertices, new Map())[3]).toEqual(rowTimes([], 0, false));
});
