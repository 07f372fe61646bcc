import type { StatisticsView } from "#contract/pipelines/statistics.ts";

const HOUR_MS = 3_600_000;
const START = Date.parse("2026-03-01T00:00:00Z");

/** A day in which things happened, on a server that was away for an hour. */
export function statisticsForTest(change: Partial<StatisticsView> = {}): StatisticsView {
  return {
    from: new Date(START),
    to: new Date(START + 24 * HOUR_MS),
    endedStep: HOUR_MS,
    serverStep: HOUR_MS / 6,
    ended: Array.from({ length: 24 }, (_, hour) => ({
      at: new Date(START + hour * HOUR_MS),
      succeeded: (hour * 7) % 40,
      failed: hour % 5,
      cancelled: hour === 9 ? 4 : 0,
      reverted: hour === 12 ? 3 : 0,
    })),
    ...{ since: null, hasTraces: false },
    graphs: [
      {
        ...{ id: 1, name: "nightly-etl", isDeleted: false, ended: 90, succeeded: 88, failed: 2 },
        ...{ median: 1_200_000, p95: 4_000_000 },
      },
      {
        ...{ id: 2, name: "deploy", isDeleted: false, ended: 300, succeeded: 240, failed: 40 },
        ...{ median: 61_000, p95: 130_000 },
      },
    ],
    otherGraphs: 0,
    server: Array.from({ length: 144 }, (_, place) => {
      const isAway = place >= 60 && place < 66;
      const wave = Math.abs(Math.sin(place / 9));
      return {
        at: new Date(START + (place * HOUR_MS) / 6),
        queueAge: isAway ? null : Math.round(wave * 90_000),
        slots: isAway ? null : 8,
        busySlots: isAway ? null : wave * 8,
        claimMedian: isAway || place % 7 === 0 ? null : Math.round(wave * 4_000),
        claimP95: isAway || place % 7 === 0 ? null : Math.round(wave * 60_000),
      };
    }),
    ...change,
  };
}
