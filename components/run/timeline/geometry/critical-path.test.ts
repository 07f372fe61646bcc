import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { criticalPath, type TrackTimes } from "./critical-path.ts";

/** A run of a graph whose edges go from smaller to larger numbers: each track begins when its last tail has ended. */
const run = fc
  .array(
    fc.record({
      tails: fc.array(fc.nat(30), { maxLength: 4 }),
      queued: fc.nat(5),
      took: fc.nat(20),
      isOpen: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((vertices) => {
    const tails = vertices.map((vertex, number) => vertex.tails.filter((tail) => tail < number));
    const times: TrackTimes[] = [];
    for (const [number, { queued, took, isOpen }] of vertices.entries()) {
      const ends = (tails[number] ?? []).map((tail) => times[tail]?.endedAt ?? null);
      const readyAt = ends.includes(null) ? null : Math.max(0, ...ends.map(Number));
      const endedAt = readyAt === null || isOpen ? null : readyAt + queued + took;
      times.push({ readyAt, endedAt });
    }
    return { order: { tails, isFinal: vertices.map(() => false) }, times };
  });

describe("the critical path", () => {
  test("is a path of the graph from its beginning to the last end, and each begins as the one before it ends", () => {
    fc.assert(
      fc.property(run, ({ order, times }) => {
        const path = criticalPath(order, times);
        const ends = times.flatMap(({ endedAt }) => (endedAt === null ? [] : [endedAt]));
        if (ends.length === 0) {
          expect(path).toEqual([]);
          return;
        }
        expect(times[path.at(-1) ?? -1]?.endedAt).toBe(Math.max(...ends));
        expect(order.tails[path[0] ?? -1]).toEqual([]);
        for (const [place, head] of path.entries()) {
          const tail = path[place - 1];
          if (tail === undefined) continue;
          expect(order.tails[head]).toContain(tail);
          expect(times[tail]?.endedAt).toBe(times[head]?.readyAt);
        }
      }),
    );
  });

  test("a final step follows what ended last before it", () => {
    const order = { tails: [[], [], []], isFinal: [false, false, true] };
    const times = [
      { readyAt: 0, endedAt: 5 },
      { readyAt: 0, endedAt: 9 },
      { readyAt: 9, endedAt: 12 },
    ];
    expect(criticalPath(order, times)).toEqual([1, 2]);
  });

  test("a tail that ran again later is not what its head waited for", () => {
    const order = { tails: [[], [0], [1]], isFinal: [false, false, false] };
    const times = [
      { readyAt: 20, endedAt: 25 },
      { readyAt: 5, endedAt: 8 },
      { readyAt: 8, endedAt: 30 },
    ];
    expect(criticalPath(order, times)).toEqual([1, 2]);
  });
});
