import { expect, test } from "vitest";
import { trackForTest } from "../../store/track-for-test.ts";
import { spanOf } from "./time-span.ts";
import { ALL_TRACKS, filteredTracks } from "./track-filter.ts";

const TRACKS = [
  trackForTest({ vertex: "build-1", state: "failed" }),
  trackForTest({ vertex: "Build-2", state: "succeeded" }),
  trackForTest({ vertex: "report", state: "succeeded" }),
];
const names = (filter: Partial<typeof ALL_TRACKS>) =>
  filteredTracks(TRACKS, { ...ALL_TRACKS, ...filter }).map(({ vertex }) => vertex);

test("tracks are found by a part of their name, their state and their stack, and keep their order", () => {
  expect(names({})).toEqual(["build-1", "Build-2", "report"]);
  expect(names({ text: " BUILD " })).toEqual(["build-1", "Build-2"]);
  expect(names({ text: "build", state: "failed" })).toEqual(["build-1"]);
  const stack = { id: "s", name: "*", members: ["report", "build-1"] };
  expect(names({ stack })).toEqual(["build-1", "report"]);
  expect(names({ stack, state: "succeeded" })).toEqual(["report"]);
});

test("the line of a run reaches from the first track that was ready to the last that moved", () => {
  const at = (ms: number) => new Date(ms);
  const track = (readyAt: Date | null, startedAt: Date | null, finishedAt: Date | null) => ({
    readyAt,
    startedAt,
    finishedAt,
  });
  expect(spanOf([track(at(5), at(7), null), track(null, at(3), at(9)), track(null, null, null)])).toEqual({
    from: 3,
    length: 6,
  });
  expect(spanOf([track(null, null, null)])).toEqual({ from: 0, length: 1 });
  expect(spanOf([track(at(4), null, null)])).toEqual({ from: 4, length: 1 });
});
