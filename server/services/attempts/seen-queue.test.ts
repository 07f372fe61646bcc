import { expect, test } from "vitest";
import type { Candidate } from "#contract/runners/runner-gateway.ts";
import { SeenQueue } from "./seen-queue.ts";

const tracks = (count: number): Candidate[] =>
  Array.from({ length: count }, (_, place) => ({
    id: place + 1,
    pipelineId: 1,
    revisionId: 1,
    number: place,
    claimAt: place,
    isUndo: 0,
    runners: 1,
  }));

let now = 0;
/** What was seen, as of now. */
function seenWith(count: number, limit: number): SeenQueue {
  const seen = new SeenQueue(() => now);
  seen.note(tracks(count), limit, seen.mark());
  return seen;
}

test("what was seen is used for as many slots as it can fill, and for any number where nothing else is ready", () => {
  const part = seenWith(64, 64);
  expect(part.tracksFor(64)).toHaveLength(64);
  part.remove([1, 2, 64]);
  expect(part.tracksFor(61)?.map(({ id }) => id)).toEqual(
    tracks(63)
      .slice(2)
      .map(({ id }) => id),
  );
  expect(part.tracksFor(62)).toBeNull();
  const whole = seenWith(3, 64);
  expect(whole.tracksFor(8)).toHaveLength(3);
  whole.remove([1, 2, 3]);
  expect(whole.tracksFor(8)).toEqual([]);
  expect(new SeenQueue().tracksFor(1)).toBeNull();
});

test("it is asked for again before it is too old or too short, and is not used after that", () => {
  const seen = seenWith(64, 64);
  expect(seen.isEnding).toBe(false);
  now += 51;
  expect(seen.isEnding).toBe(true);
  expect(seen.tracksFor(1)).not.toBeNull();
  now += 50;
  expect(seen.tracksFor(1)).toBeNull();
  const short = seenWith(64, 64);
  short.remove(tracks(49).map(({ id }) => id));
  expect(short.isEnding).toBe(true);
  expect(seenWith(0, 64).isEnding).toBe(false);
});

test("once others are heard of it is forgotten, and so is an answer to what was asked before that", () => {
  const seen = seenWith(64, 64);
  const mark = seen.mark();
  seen.forget();
  expect(seen.tracksFor(1)).toBeNull();
  seen.note(tracks(9), 64, mark);
  expect(seen.tracksFor(1)).toBeNull();
  const first = seen.mark();
  now += 1;
  seen.note(tracks(2), 64, seen.mark());
  seen.note(tracks(9), 64, first);
  expect(seen.tracksFor(1)).toHaveLength(2);
});
