import { describe, expect, test } from "vitest";
import { MAX_FORECAST } from "./forecast.ts";
import { forecastIn, runnerWith } from "./forecast-for-test.ts";

const x = { script: "x" };

/** What is forecast, in seconds and by names: `a 0-60`. */
function shown({ plan, forecast }: ReturnType<typeof forecastIn>) {
  const name = (number: number) => plan.vertices[number]?.name ?? "";
  const seconds = (ms: number | null) => (ms === null ? "?" : ms / 1_000);
  return {
    seconds: forecast.ms / 1_000,
    tracks: forecast.tracks.map(
      ({ number, startedAt, readyAt, endedAt }) =>
        `${name(number)} ${seconds(startedAt ?? readyAt)}-${seconds(endedAt)}`,
    ),
    path: forecast.path.map(name).join(" "),
  };
}

describe("the forecast of a launch", () => {
  test("adds the durations along the edges and names the critical path", () => {
    const found = forecastIn({ a: x, b: x, c: x, d: x }, ["a -> b", "a -> c", "b -> d", "c -> d"], {
      seconds: { a: 10, b: 20, c: 5, d: 1 },
    });
    expect(shown(found)).toEqual({
      seconds: 31,
      tracks: ["a 0-10", "b 10-30", "c 10-15", "d 30-31"],
      path: "a b d",
    });
    expect(found.forecast).toMatchObject({
      refused: null,
      isLate: false,
      untimed: [],
      queued: [],
      routes: [],
    });
  });

  test("has tracks of which no past run is known in the order in which they follow each other", () => {
    const found = forecastIn({ d: x, c: x, b: x, a: x }, ["a -> b -> c -> d"]);
    expect(shown(found).tracks).toEqual(["a 0-0", "b 0-0", "c 0-0", "d 0-0"]);
  });

  test("has the real times of waits, and of edges that wait for a track that takes too long", () => {
    const found = forecastIn(
      { a: x, pause: { kind: "wait", wait: { for: "5m" } }, b: x, late: x, never: x },
      [
        "a -> pause",
        "pause -> b",
        { tail: "b", head: "late", after: "3s" },
        { tail: "a", head: "never", after: "1m" },
      ],
      { seconds: { a: 10, b: 20, late: 2, never: 1 } },
    );
    expect(shown(found).tracks).toEqual(["a 0-10", "pause 10-310", "b 310-330", "late 313-315"]);
    const night = { kind: "wait", wait: { until: "02:00" } };
    const until = forecastIn({ night }, [], { now: Date.UTC(2026, 0, 1, 1, 30) });
    expect(until.forecast.ms).toBe(1_800_000);
  });

  test("says when somebody is needed, and goes on as if they answered at once", () => {
    const found = forecastIn(
      {
        a: x,
        ok: { kind: "approval", prompt: { title: "Go?", quorum: 2, excludeLauncher: true } },
        b: { script: "x", inputs: { host: { type: "string", required: true } } },
        c: x,
      },
      ["a -> ok", "ok -> b", "b -> c"],
      { seconds: { a: 60, b: 30, c: 1 }, breaks: ["c"] },
    );
    expect(found.forecast.asked).toEqual([
      { number: 1, at: 60_000, what: "approval" },
      { number: 2, at: 60_000, what: "values" },
      { number: 3, at: 90_000, what: "breakpoint" },
    ]);
    expect(found.forecast.ms).toBe(91_000);
  });

  test("a vertex that never ran takes no time, and is said to be unknown", () => {
    const { forecast } = forecastIn({ a: x, b: x }, ["a -> b"], { seconds: { a: 10 } });
    expect(forecast).toMatchObject({ ms: 10_000, untimed: [1] });
  });

  test("locks, the limit of tracks and slots of runners make tracks wait, and the forecast says for what", () => {
    const locked = { script: "x", locks: ["db"] };
    const byLock = forecastIn({ a: locked, b: locked }, [], { seconds: { a: 10, b: 5 } });
    expect(shown(byLock).tracks).toEqual(["a 0-10", "b 10-15"]);
    const queued = { number: 1, at: 0, ms: 10_000 };
    expect(byLock.forecast.queued).toEqual([{ ...queued, because: { what: "lock", lock: "db" } }]);
    const seconds = { a: 10, b: 5, c: 1 };
    const three = { a: x, b: x, c: { script: "x", priority: -1 } };
    const byLimit = forecastIn(three, [], { seconds }, { limits: { tracks: 2 } });
    expect(shown(byLimit).tracks).toEqual(["a 0-10", "b 1-6", "c 0-1"]);
    expect(byLimit.forecast.queued).toEqual([
      { number: 1, at: 0, ms: 1_000, because: { what: "tracks", max: 2 } },
    ]);
    const bySlots = forecastIn(three, [], { seconds, runners: [runnerWith(1), runnerWith(1, ["gpu"])] });
    expect(shown(bySlots).seconds).toBe(10);
    expect(bySlots.forecast.queued).toEqual([
      { number: 1, at: 0, ms: 1_000, because: { what: "slots", slots: 2 } },
    ]);
  });

  test("a child pipeline waits for its locks, and takes as long as it did", () => {
    const child = {
      kind: "graph",
      graph: { name: "inner", revision: 1, digest: `sha256:${"0a".repeat(32)}` },
    };
    const found = forecastIn(
      {
        a: { ...child, locks: ["db"] },
        b: { ...child, locks: ["db"] },
        each: { script: "x", foreach: { items: "params.l" } },
      },
      ["b -> each"],
      { seconds: { a: 10, b: 20, each: 30 }, runners: [runnerWith(1)] },
    );
    expect(shown(found)).toMatchObject({ tracks: ["a 0-10", "b 10-30", "each 30-60"], path: "b each" });
  });

  test("a vertex that no runner can execute is named, and taken as if one could", () => {
    const found = forecastIn({ a: { script: "x", labels: ["gpu"] } }, [], {
      seconds: { a: 10 },
      runners: [runnerWith(2)],
    });
    expect(found.forecast).toMatchObject({
      ms: 10_000,
      unserved: [{ number: 0, reason: "no runner has the label gpu" }],
    });
  });

  test("conditions are decided with the outputs of the last run", () => {
    const edges = [
      { tail: "a", head: "b", when: "outputs.a.kind == 'big'" },
      { tail: "a", head: "c", when: "outputs.a.kind == 'small'" },
    ];
    const a = { script: "x", outputs: { kind: { type: "string" } } };
    const known = { seconds: { a: 1, b: 2, c: 3 }, outputs: { a: { kind: "small" } } };
    const found = forecastIn({ a, b: x, c: x }, edges, known);
    expect(shown(found).tracks).toEqual(["a 0-1", "c 1-4"]);
    const named = { seconds: { a: 1, b: 2, c: 3 }, next: { a: ["b"] } };
    expect(shown(forecastIn({ a: x, b: x, c: x }, ["a -> b", "a -> c"], named)).tracks).toEqual([
      "a 0-1",
      "b 1-3",
    ]);
  });

  test("where the outputs are not known all ways are followed, and what depends on them says so", () => {
    const edges = [
      { tail: "a", head: "b", when: "has(outputs.a.kind)" },
      { tail: "a", head: "c", default: true },
      "b -> d",
      "c -> d",
      "sure -> d",
      "c -> e",
    ];
    const a = { script: "x", branch: "one", outputs: { kind: { type: "string" } } };
    const reader = {
      script: "x",
      inputs: { kind: { type: "string", from: "outputs.a.kind" } },
      locks: ["{kind}", "db"],
    };
    const found = forecastIn({ a, b: reader, c: x, d: x, sure: x, e: x }, edges, {
      seconds: { b: 5, c: 1, d: 1, sure: 1, e: 1 },
    });
    expect(found.forecast).toMatchObject({ routes: [0], values: [1], fails: [], ms: 6_000 });
    const depends = found.forecast.tracks
      .filter(({ dependsOn }) => dependsOn === 0)
      .map(({ number }) => number);
    expect(depends.sort()).toEqual([1, 2, 5]);
  });

  test("an approval gives what was filled in last time", () => {
    const ok = { kind: "approval", inputs: { size: { type: "string", required: true } } };
    const edges = [
      { tail: "ok", head: "b", when: "outputs.ok.size == 'big'" },
      { tail: "ok", head: "c", when: "outputs.ok.size != 'big'" },
    ];
    const seconds = { b: 2, c: 3 };
    const known = forecastIn({ ok, b: x, c: x }, edges, { seconds, outputs: { ok: { size: "big" } } });
    expect(shown(known).tracks).toEqual(["ok 0-0", "b 0-2"]);
    const unknown = forecastIn({ ok, b: x, c: x }, edges, { seconds });
    expect(unknown.forecast).toMatchObject({ routes: [0], ms: 3_000 });
  });

  test("what was never filled in is unknown, also where every object has something of the name", () => {
    const ok = { kind: "approval", inputs: { valueOf: { type: "string", required: true } } };
    const edges = [{ tail: "ok", head: "b", when: "outputs.ok.valueOf == 'big'" }];
    expect(forecastIn({ ok, b: x }, edges, { seconds: { b: 2 } }).forecast).toMatchObject({ routes: [0] });
  });

  test("rounds and polls take as long together as they did, and a callback comes when it came", () => {
    const found = forecastIn(
      {
        r: { script: "x", repeat: { until: "result.done", max: 5, delay: "1h" } },
        p: { script: "x", poll: { every: "1m" } },
        w: { kind: "wait", wait: { callback: "once" }, timeout: "1m" },
        late: { kind: "wait", wait: { callback: "once" }, timeout: "1m", onTimeout: "skip" },
      },
      ["r -> p", "p -> w", "w -> late"],
      { seconds: { r: 100, p: 200, w: 30, late: 90 } },
    );
    expect(shown(found).tracks).toEqual(["r 0-100", "p 100-300", "w 300-330", "late 330-390"]);
  });

  test("what fails in any case is said with its reason, and what reacts to it is played", () => {
    const found = forecastIn(
      { a: { script: "x", inputs: { v: { type: "string", from: "params.missing" } } }, b: x, tell: x },
      ["a -> b", { tail: "a", head: "tell", when: "failed" }],
      { seconds: { tell: 4 } },
    );
    expect(found.forecast.fails).toEqual([
      { number: 0, reason: expect.stringMatching(/the input v has no value/) },
    ]);
    expect(shown(found)).toMatchObject({ seconds: 4, path: "tell" });
  });

  test("what is skipped at launch takes no time; what cannot be skipped refuses it", () => {
    const skipped = forecastIn({ a: x, b: x }, ["a -> b"], { seconds: { a: 10, b: 5 }, skips: ["a"] });
    expect(shown(skipped)).toEqual({ seconds: 5, tracks: ["b 0-5"], path: "b" });
    const ruled = { kind: "approval", prompt: { quorum: 2 } };
    expect(forecastIn({ ruled, b: x }, ["ruled -> b"], { skips: ["ruled"] }).forecast.refused).toMatch(
      /cannot be skipped/,
    );
  });

  test("a pipeline that takes longer than its timeout is late", () => {
    const { forecast } = forecastIn({ a: x }, [], { seconds: { a: 61 } }, { timeout: "1m" });
    expect(forecast).toMatchObject({ ms: 61_000, isLate: true });
  });

  test("a graph that is too large has none, and says so", () => {
    const many = Object.fromEntries(Array.from({ length: MAX_FORECAST + 1 }, (_, place) => [`v${place}`, x]));
    expect(forecastIn(many, []).forecast).toMatchObject({
      refused: expect.stringMatching(/1001 vertices/),
      tracks: [],
    });
  });
});
