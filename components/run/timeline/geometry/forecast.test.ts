import fc from "fast-check";
import { expect, test } from "vitest";
import { forecast } from "./forecast.ts";

const NEW = { isEnded: false, startedAt: null, endedAt: null };

test("tracks that have not begun are expected one after the other, from now on", () => {
  const order = { tails: [[], [0], [1]], isFinal: [false, false, false] };
  const running = { isEnded: false, startedAt: 100, endedAt: null };
  const durations = new Map([
    [0, 50],
    [1, 20],
    [2, 5],
  ]);
  const rest = [
    { from: 150, to: 170 },
    { from: 170, to: 175 },
  ];
  expect(forecast(order, [running, NEW, NEW], durations, 110)).toEqual([{ from: 100, to: 150 }, ...rest]);
  // It takes longer than usual.
  expect(forecast(order, [running, NEW, NEW], durations, 400).slice(1)).toEqual([
    { from: 400, to: 420 },
    { from: 420, to: 425 },
  ]);
});

test("nothing is expected behind what has no history, and nothing of a track that did not run", () => {
  const order = { tails: [[], [0], []], isFinal: [false, false, true] };
  const skipped = { isEnded: true, startedAt: null, endedAt: 7 };
  const durations = new Map([
    [1, 20],
    [2, 20],
  ]);
  expect(forecast(order, [NEW, NEW, NEW], durations, 10)).toEqual([null, null, null]);
  expect(forecast(order, [skipped, skipped, NEW], durations, 10)).toEqual([null, null, { from: 10, to: 30 }]);
});

test("no track is expected to begin before all before it have ended", () => {
  const vertices = fc.array(fc.record({ tails: fc.array(fc.nat(20), { maxLength: 3 }), usual: fc.nat(50) }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(vertices, fc.nat(1_000), (each, now) => {
      const tails = each.map((vertex, number) => vertex.tails.filter((tail) => tail < number));
      const order = { tails, isFinal: tails.map(() => false) };
      const durations = new Map(each.map(({ usual }, number) => [number, usual]));
      const ranges = forecast(
        order,
        tails.map(() => NEW),
        durations,
        now,
      );
      for (const [number, range] of ranges.entries()) {
        expect(range?.from).toBeGreaterThanOrEqual(now);
        expect((range?.to ?? 0) - (range?.from ?? 0)).toBe(durations.get(number));
        for (const tail of tails[number] ?? [])
          expect(range?.from).toBeGreaterThanOrEqual(ranges[tail]?.to ?? 0);
      }
    }),
  );
});
