import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryGraph } from "#testing/engine/arbitrary-run.ts";
import { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import type { GraphContent } from "../model/graph-content.ts";
import { isEnded } from "../model/track.ts";
import { planOf } from "../plan/plan.ts";
import { type Forecast, forecastOf } from "./forecast.ts";
import { runnerWith } from "./forecast-for-test.ts";

/** Seconds that a vertex takes, by its number. Of what takes no time it is not said which of two ends first. */
const arbitraryDurations = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 9, maxLength: 9 });

function forecastFor(content: GraphContent, seconds: readonly number[], slots: number | null): Forecast {
  const plan = planOf(content);
  const launch = {
    facts: { params: {}, pipeline: {} },
    given: new Map(),
    breaks: new Set<number>(),
    skips: new Map(),
  };
  const all = plan.vertices.map(({ number }) => number);
  return forecastOf(plan, launch, {
    now: 0,
    durations: new Map(all.map((number) => [number, (seconds[number] ?? 0) * 1_000])),
    past: new Map(all.map((number) => [number, { outputs: {}, next: null }])),
    runners: slots === null ? [] : [runnerWith(slots)],
  });
}

/**
 * Plays the graph with the same durations, step by step and with the checks of a simulated pipeline. Whatever is due first
 * happens first. Gives when each track ended.
 */
function played(content: GraphContent, seconds: readonly number[]): Map<string, number> {
  const run = new SimulatedPipeline(content);
  const due = new Map<number, { at: number; moves: number }>();
  const ended = new Map<string, number>();
  let seen = 0;
  const movesOf = (number: number) => run.history.filter((move) => move.number === number).length;
  const look = () => {
    for (const move of run.history.slice(seen)) {
      const name = run.plan.vertices[move.number]?.name ?? "";
      if (isEnded(move.to)) ended.set(name, run.now);
      if (move.to === "sleeping")
        due.set(move.number, { at: run.now + (move.sleepMs ?? 0), moves: movesOf(move.number) });
      if (move.to === "running")
        due.set(move.number, {
          at: run.now + (seconds[move.number] ?? 0) * 1_000,
          moves: movesOf(move.number),
        });
    }
    seen = run.history.length;
  };
  const settleNow = () => {
    for (;;) {
      look();
      const [prompting] = run.in("prompting");
      const [pending] = run.in("pending");
      if (prompting !== undefined) run.answer(prompting, { i: "" });
      else if (pending !== undefined) run.claim(pending);
      else return;
    }
  };
  const openOf = () =>
    [...due]
      .filter(([number, { moves }]) => movesOf(number) === moves)
      .sort(([, one], [, other]) => one.at - other.at);
  settleNow();
  while (run.pipeline.state === "running") {
    const [next] = openOf();
    if (next === undefined) throw new Error("Nothing is due, and it has not ended.");
    const [number, { at }] = next;
    run.now = at;
    due.delete(number);
    if (run.track(number).state === "running") run.end(number, "succeeded", {});
    else run.feed({ type: "timer-due", number });
    look();
    // What is due at the same moment happens before anything new begins.
    if (openOf()[0]?.[1].at !== at) settleNow();
  }
  return ended;
}

test("a forecast is what the engine gives when it is played with the same durations", () => {
  let compared = 0;
  fc.assert(
    fc.property(arbitraryGraph, arbitraryDurations, (content, seconds) => {
      const forecast = forecastFor(content, seconds, null);
      expect(forecast.refused).toBeNull();
      // What a script chooses is not known to the forecast: it says so, and follows all ways.
      if (forecast.routes.length > 0 || forecast.values.length > 0) return;
      compared += 1;
      const plan = planOf(content);
      const ended = played(content, seconds);
      for (const { number, endedAt } of forecast.tracks)
        expect([number, endedAt]).toEqual([number, ended.get(plan.vertices[number]?.name ?? "")]);
      expect(forecast.ms).toBe(Math.max(...ended.values()));
    }),
    { numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(50);
});

test("nothing begins before what it waits for has ended, and the critical path adds up to the whole", () => {
  fc.assert(
    fc.property(
      arbitraryGraph,
      arbitraryDurations,
      fc.constantFrom(null, 1, 2),
      (content, seconds, slots) => {
        const { tracks, path, ms, queued } = forecastFor(content, seconds, slots);
        const byNumber = new Map(tracks.map((track) => [track.number, track]));
        for (const { cause, readyAt, queuedAt, startedAt, endedAt } of tracks) {
          expect(readyAt).toBe(cause === null ? 0 : (byNumber.get(cause)?.endedAt ?? null));
          const order = [readyAt, queuedAt ?? readyAt, startedAt ?? queuedAt ?? readyAt, endedAt ?? 0];
          expect(order).toEqual([...order].sort((one, other) => one - other));
        }
        const sum = path.reduce((total, number) => {
          const { readyAt = 0, endedAt = null } = byNumber.get(number) ?? {};
          return total + (endedAt ?? 0) - readyAt;
        }, 0);
        expect(sum).toBe(ms);
        if (slots === null) expect(queued).toEqual([]);
        else expect(mostAtOnce(tracks)).toBeLessThanOrEqual(slots);
      },
    ),
    { numRuns: 400 },
  );
});

/** How many tracks were executed at the same moment. */
function mostAtOnce(tracks: Forecast["tracks"]): number {
  const run = tracks.filter(({ queuedAt }) => queuedAt !== null);
  const during = (at: number) =>
    run.filter(({ startedAt, endedAt }) => startedAt !== null && startedAt <= at && at < (endedAt ?? 0))
      .length;
  return Math.max(0, ...run.map(({ startedAt }) => during(startedAt ?? 0)));
}
