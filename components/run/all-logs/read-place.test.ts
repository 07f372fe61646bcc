import { expect, test } from "vitest";
import { ReadPlace } from "./read-place.ts";

const at = (ms: number) => ({ storedAt: new Date(ms), trackId: 1, attempt: 1, seq: 1 });
/** Nothing is before it that is stored at this time. */
const from = (ms: number) => ({ storedAt: new Date(ms), trackId: 0, attempt: 0, seq: 0 });

test("what is new is read, and every ten seconds once more all that was not certain the time before", () => {
  const place = new ReadPlace(0);
  expect(place.after).toBeNull();
  place.note(at(100_000));
  place.begin(3_000);
  expect(place.after).toEqual(at(100_000));
  place.note(at(103_000));
  place.begin(10_000);
  // It was read for the first time ten seconds ago, so what was stored ten seconds before that was there.
  expect(place.after).toEqual(from(83_000));
  place.note(at(103_000));
  place.begin(13_000);
  expect(place.after).toEqual(at(103_000));
  place.note(at(113_000));
  place.begin(20_000);
  expect(place.after).toEqual(from(93_000));
  place.note(at(113_000));
  place.begin(30_000);
  expect(place.after).toEqual(from(103_000));
});

test("as long as nothing was stored it is read from the beginning", () => {
  const place = new ReadPlace(0);
  place.note(null);
  place.begin(20_000);
  expect(place.after).toBeNull();
});
