import fc from "fast-check";
import { expect, test } from "vitest";
import { ticksOf, timeText } from "./axis.ts";
import { barsOf } from "./bars.ts";
import type { Segment } from "./segments.ts";
import { MIN_SPAN_MS, movedRange, rangeWithin, roomyEnd, type TimeRange, zoomedRange } from "./time-range.ts";

const LAUNCHED = Date.UTC(2026, 0, 1);
const DAYS = 86_400_000 * 40;

const bounds = fc
  .integer({ min: MIN_SPAN_MS, max: DAYS })
  .map((span): TimeRange => ({ from: LAUNCHED, to: LAUNCHED + span }));

/** A range within the bounds. */
const inside = bounds.chain((all) =>
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([a, b]) => {
      const at = (share: number) => all.from + share * (all.to - all.from);
      return { all, range: rangeWithin(all, { from: at(Math.min(a, b)), to: at(Math.max(a, b)) }) };
    }),
);

const CLOSE = 0.001;

test("a run that goes on is shown with some room, and the axis changes seldom", () => {
  fc.assert(
    fc.property(fc.integer({ min: MIN_SPAN_MS, max: DAYS }), (span) => {
      const { to } = roomyEnd({ from: 0, to: span });
      expect(to).toBeGreaterThan(span);
      expect(to).toBeLessThanOrEqual(span * 1.25 + CLOSE);
    }),
  );
  const axes = Array.from(
    { length: 3_600 },
    (_, second) => roomyEnd({ from: 0, to: second * 1_000 + 20 }).to,
  );
  expect(new Set(axes).size).toBeLessThan(60);
});

function isWithin(range: TimeRange, all: TimeRange): boolean {
  const span = range.to - range.from;
  return range.from >= all.from - CLOSE && range.to <= all.to + CLOSE && span >= MIN_SPAN_MS - CLOSE;
}

test("zooming and moving stay within the run, and never show nothing", () => {
  const factor = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(inside, factor, fc.double({ min: -3, max: 3, noNaN: true }), ({ all, range }, by, share) => {
      const at = range.from + (range.to - range.from) / 3;
      expect(isWithin(zoomedRange(all, range, by, at), all)).toBe(true);
      expect(isWithin(movedRange(all, range, share), all)).toBe(true);
      expect(movedRange(all, range, share).to - movedRange(all, range, share).from).toBeCloseTo(
        range.to - range.from,
        2,
      );
    }),
  );
});

test("what is under the pointer stays there while it is zoomed in", () => {
  fc.assert(
    fc.property(inside, fc.double({ min: 0, max: 1, noNaN: true }), ({ all, range }, share) => {
      fc.pre((range.to - range.from) / 2 > MIN_SPAN_MS);
      const at = range.from + (range.to - range.from) * share;
      const nearer = zoomedRange(all, range, 0.5, at);
      expect((at - nearer.from) / (nearer.to - nearer.from)).toBeCloseTo(share, 3);
    }),
  );
});

test("the axis has few ticks, evenly spaced, within what is shown, and each with its own text", () => {
  fc.assert(
    fc.property(inside, fc.integer({ min: 2, max: 14 }), ({ range }, most) => {
      const ticks = ticksOf(range, LAUNCHED, most);
      expect(ticks.length).toBeLessThanOrEqual(most);
      for (const { at } of ticks) {
        expect(at).toBeGreaterThanOrEqual(range.from);
        expect(at).toBeLessThanOrEqual(range.to);
      }
      const gaps = ticks.slice(1).map(({ at }, place) => at - (ticks[place]?.at ?? 0));
      expect(new Set(gaps).size).toBeLessThanOrEqual(1);
      expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length);
      // Half of what is shown is never without one.
      if (most > 4) expect(ticks.length).toBeGreaterThan(0);
    }),
  );
});

test.each([
  [0, 1_000, "0 s"],
  [1_250, 50, "1.25 s"],
  [150_000, 30_000, "2 min 30 s"],
  [3_600_000, 60_000, "1 h"],
  [3_605_000, 5_000, "1 h 5 s"],
  [90_000_000, 3_600_000, "1 d 1 h"],
])("a time of %i ms on an axis with steps of %i ms is written %s", (ms, step, text) => {
  expect(timeText(ms, step)).toBe(text);
});

const lengths = fc.array(fc.nat(400), { maxLength: 400 });

test("the bars of a row do not overlap, and are few however many attempts there were", () => {
  fc.assert(
    fc.property(
      lengths,
      fc.integer({ min: 20, max: 90_000 }),
      fc.integer({ min: 1, max: 900 }),
      (each, span, width) => {
        let at = LAUNCHED;
        const segments = each.map((length, place): Segment => {
          const from = at;
          at += length;
          const kind = place % 2 === 0 ? "running" : "pause";
          return { kind, attempt: place, from, to: at, end: "pending" };
        });
        const bars = barsOf(segments, { from: LAUNCHED, to: LAUNCHED + span }, width);
        let right = 0;
        for (const bar of bars) {
          expect(bar.left).toBeGreaterThanOrEqual(right - CLOSE);
          expect(bar.width).toBeGreaterThanOrEqual(0);
          right = bar.left + bar.width;
        }
        expect(right).toBeLessThanOrEqual(width + CLOSE);
        expect(bars.length).toBeLessThanOrEqual(width / 2 + 2);
        const shown = segments.filter(({ kind, from }) => kind === "running" && from <= LAUNCHED + span);
        expect(bars.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(shown.length);
      },
    ),
  );
});

test("of attempts that are too short to be seen alone, a failed one is seen", () => {
  const short = (place: number, end: "succeeded" | "failed" | "pending"): Segment => {
    return { kind: "running", attempt: place, from: LAUNCHED + place, to: LAUNCHED + place + 1, end };
  };
  const segments = [short(0, "pending"), short(1, "failed"), short(2, "succeeded")];
  const bars = barsOf(segments, { from: LAUNCHED, to: LAUNCHED + 60_000 }, 600);
  expect(bars.map(({ segment, attempts }) => [segment.end, attempts])).toEqual([["failed", 3]]);
});
