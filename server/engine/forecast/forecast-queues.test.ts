import fc from "fast-check";
import { expect, test } from "vitest";
import type { ForecastTrack } from "./forecast.ts";
import { forecastIn, runnerWith } from "./forecast-for-test.ts";

const SIZE = 8;
const LOCKS = ["db", "host"] as const;
const LIMITS = { tracks: fc.constantFrom(null, 1, 2, 3), slots: fc.constantFrom(null, 1, 2) };

/** Scripts with edges from each to later ones, some with locks. */
const arbitraryWork = fc.record({
  locks: fc.array(fc.subarray([...LOCKS]), { minLength: SIZE, maxLength: SIZE }),
  joins: fc.array(fc.constantFrom("all", "any"), { minLength: SIZE, maxLength: SIZE }),
  edges: fc.uniqueArray(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)), {
    maxLength: 10,
    selector: ([tail, head]) => `${Math.min(tail, head)} ${Math.max(tail, head)}`,
  }),
  seconds: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: SIZE, maxLength: SIZE }),
  longer: fc.array(fc.nat(30), { minLength: SIZE, maxLength: SIZE }),
  ...LIMITS,
});
type Work = typeof arbitraryWork extends fc.Arbitrary<infer Value> ? Value : never;

const nameOf = (number: number) => `v${number}`;

function foreseen(work: Work, seconds: readonly number[], hasLocks = true) {
  const vertices = Array.from({ length: SIZE }, (_, number) => [
    nameOf(number),
    { script: "x", join: work.joins[number], locks: hasLocks ? work.locks[number] : [] },
  ]);
  const edges = work.edges
    .filter(([tail, head]) => tail !== head)
    .map(([tail, head]) => `${nameOf(Math.min(tail, head))} -> ${nameOf(Math.max(tail, head))}`);
  const { forecast } = forecastIn(
    Object.fromEntries(vertices),
    edges,
    {
      seconds: Object.fromEntries(seconds.map((each, number) => [nameOf(number), each])),
      runners: work.slots === null ? [] : [runnerWith(work.slots)],
    },
    work.tracks === null ? {} : { limits: { tracks: work.tracks } },
  );
  return forecast;
}

/** The tracks that are executed at a moment. */
function runningAt(tracks: readonly ForecastTrack[], at: number): ForecastTrack[] {
  return tracks.filter(
    ({ startedAt, endedAt }) => startedAt !== null && startedAt <= at && at < (endedAt ?? 0),
  );
}

test("locks, the limit of tracks and slots are never exceeded, and nothing waits while it could have all of them", () => {
  let waited = 0;
  fc.assert(
    fc.property(arbitraryWork, (work) => {
      const { tracks, queued, refused, ms } = foreseen(work, work.seconds);
      expect(refused).toBeNull();
      const locksOf = ({ number }: ForecastTrack) => work.locks[number] ?? [];
      const isFull = (at: number, one: ForecastTrack) => {
        const running = runningAt(tracks, at);
        const held = new Set(running.flatMap(locksOf));
        const most = Math.min(work.tracks ?? SIZE, work.slots ?? SIZE);
        return running.length >= most || locksOf(one).some((lock) => held.has(lock));
      };
      for (let at = 0; at < ms; at += 1_000) {
        const running = runningAt(tracks, at);
        const held = running.flatMap(locksOf);
        expect(held).toHaveLength(new Set(held).size);
        expect(running.length).toBeLessThanOrEqual(Math.min(work.tracks ?? SIZE, work.slots ?? SIZE));
        for (const one of tracks)
          if ((one.queuedAt ?? ms) <= at && at < (one.startedAt ?? 0)) expect(isFull(at, one)).toBe(true);
      }
      for (const { number, at, ms: wait } of queued) {
        const { queuedAt, startedAt } = tracks.find((track) => track.number === number) ?? {};
        expect([at, at + wait]).toEqual([queuedAt, startedAt]);
        if (wait > 0) waited += 1;
      }
    }),
    { numRuns: 150, seed: 20261128 },
  );
  expect(waited).toBeGreaterThan(50);
});

test("where nothing has to wait for a slot, no track ends sooner because others take longer", () => {
  fc.assert(
    fc.property(arbitraryWork, (drawn) => {
      const work = { ...drawn, tracks: null, slots: null };
      const slower = work.seconds.map((each, number) => each + (work.longer[number] ?? 0));
      const [usual, slow] = [foreseen(work, work.seconds, false), foreseen(work, slower, false)];
      const ends = new Map(slow.tracks.map(({ number, endedAt }) => [number, endedAt ?? 0]));
      for (const { number, endedAt } of usual.tracks)
        expect(ends.get(number)).toBeGreaterThanOrEqual(endedAt ?? 0);
      expect(slow.ms).toBeGreaterThanOrEqual(usual.ms);
    }),
    { numRuns: 150 },
  );
});
