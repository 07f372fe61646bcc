import fc from "fast-check";
import { expect, test } from "vitest";
import { TRACK_STATES } from "../model/track.ts";
import {
  type ComparedTrack,
  comparePipelines as compareWith,
  differentValues,
  durationChange,
} from "./compare-pipelines.ts";

type Values = Parameters<typeof differentValues>[0];
type ValuedTrack = ComparedTrack & { readonly inputs: Values; readonly outputs: Values };
type ValuedPipeline = { readonly params: NonNullable<Values>; readonly tracks: readonly ValuedTrack[] };

/** Compares two that have all their values. */
function comparePipelines(a: ValuedPipeline, b: ValuedPipeline, definition = new Set<string>()) {
  const differingIn = (part: "inputs" | "outputs") =>
    new Set(
      a.tracks.flatMap((track) => {
        const other = b.tracks.find(({ vertex }) => vertex === track.vertex);
        const isSame = other === undefined || differentValues(track[part], other[part]).length === 0;
        return isSame ? [] : [track.vertex];
      }),
    );
  return compareWith(a, b, { definition, inputs: differingIn("inputs"), outputs: differingIn("outputs") });
}

const TRACK: ValuedTrack = {
  vertex: "A",
  state: "succeeded",
  attempt: 1,
  exitCode: 0,
  inputs: {},
  outputs: {},
  startedAfter: 0,
  endedAfter: 1_000,
};

function pipeline(...tracks: readonly Partial<ValuedTrack>[]): ValuedPipeline {
  return { params: {}, tracks: tracks.map((track) => ({ ...TRACK, ...track })) };
}

const values = fc.option(
  fc.dictionary(fc.constantFrom("x", "y", "__proto__", "toString"), fc.constantFrom(1, "1", null, true)),
);
const time = fc.option(fc.nat(9));
const anyTrack = (vertex: string) =>
  fc.record<ValuedTrack>({
    vertex: fc.constant(vertex),
    state: fc.constantFrom(...TRACK_STATES),
    attempt: fc.nat(3),
    exitCode: fc.option(fc.nat(2)),
    inputs: values,
    outputs: values,
    startedAfter: time,
    endedAfter: time,
  });
const anyPipeline: fc.Arbitrary<ValuedPipeline> = fc.record({
  params: values.map((found) => found ?? {}),
  tracks: fc
    .shuffledSubarray(["A", "B", "C", "D", "constructor"])
    .chain((names) => fc.tuple(...names.map(anyTrack))),
});

test("a pipeline compared with itself has no differences", () => {
  fc.assert(
    fc.property(anyPipeline, (one) => {
      const { params, tracks } = comparePipelines(one, one);
      expect(params).toEqual([]);
      expect(tracks.map(({ vertex }) => vertex).sort()).toEqual(
        one.tracks.map(({ vertex }) => vertex).sort(),
      );
      expect(tracks.filter(({ differs }) => differs.length > 0)).toEqual([]);
    }),
  );
});

test("with the two exchanged, the same vertices stand in the same order with their sides exchanged", () => {
  fc.assert(
    fc.property(anyPipeline, anyPipeline, fc.subarray(["A", "B"]), (one, other, names) => {
      const there = comparePipelines(one, other, new Set(names));
      const back = comparePipelines(other, one, new Set(names));
      expect(back.tracks).toEqual(there.tracks.map(({ a, b, ...rest }) => ({ ...rest, a: b, b: a })));
      const byName = (found: typeof there.params) => [...found].sort((p, q) => (p.name < q.name ? -1 : 1));
      expect(byName(back.params)).toEqual(
        byName(there.params.map(({ name, a, b }) => ({ name, a: b, b: a }))),
      );
    }),
  );
});

test("what is changed in one track is the only difference, and names what was changed", () => {
  const changes: readonly (readonly [string, Partial<ValuedTrack>])[] = [
    ["state", { state: "failed" }],
    ["exit code", { exitCode: 7 }],
    ["attempts", { attempt: 9 }],
    ["inputs", { inputs: { other: "value" } }],
    ["outputs", { outputs: { other: "value" } }],
  ];
  for (const [word, change] of changes) {
    const { tracks } = comparePipelines(
      pipeline({}, { vertex: "B" }),
      pipeline({}, { vertex: "B", ...change }),
    );
    const differing = tracks.filter(({ differs }) => differs.length > 0);
    expect(differing.map(({ vertex, differs }) => [vertex, differs])).toEqual([["B", [word]]]);
  }
});

test("the first vertex that differs is the one that ended first, and not what failed because of it", () => {
  const good = pipeline(
    { vertex: "slow", endedAfter: 9_000 },
    { vertex: "cause", endedAfter: 2_000 },
    { vertex: "effect", endedAfter: 3_000 },
  );
  const bad = pipeline(
    { vertex: "slow", state: "cancelled", endedAfter: 5_000 },
    { vertex: "cause", state: "failed", endedAfter: 2_500 },
    { vertex: "effect", state: "skipped", startedAfter: null, endedAfter: 2_500 },
  );
  const first = comparePipelines(bad, good).tracks.find(({ differs }) => differs.length > 0);
  expect(first?.vertex).toBe("cause");
});

test("where two ended at the same instant, the one that the other depends on is first", () => {
  const end = { startedAfter: null, endedAfter: 100 } as const;
  const bad = pipeline({ vertex: "z", state: "failed", ...end }, { vertex: "a", state: "skipped", ...end });
  const good = pipeline({ vertex: "z", endedAfter: 500 }, { vertex: "a", endedAfter: 900 });
  expect(comparePipelines(good, bad).tracks.map(({ vertex }) => vertex)).toEqual(["z", "a"]);
});

test("a vertex that only one of them has, and one that is defined differently, differ", () => {
  const { tracks } = comparePipelines(pipeline({}, { vertex: "new" }), pipeline({}), new Set(["A", "new"]));
  expect(tracks.map(({ vertex, a, b, differs }) => [vertex, a === null, b === null, differs])).toEqual([
    ["A", false, false, ["definition"]],
    ["new", false, true, ["vertex"]],
  ]);
});

test("values differ where they say something else, also where one side does not have them", () => {
  expect(differentValues({ same: 1, text: "1", gone: null }, { same: 1, text: 1, come: false })).toEqual([
    { name: "text", a: "1", b: 1 },
    { name: "gone", a: null, b: undefined },
    { name: "come", a: undefined, b: false },
  ]);
  expect(differentValues(null, {})).toEqual([]);
});

test("durations are compared where both sides have one", () => {
  const changeOf = (endA: number | null, endB: number | null) => {
    const [only] = comparePipelines(pipeline({ endedAfter: endA }), pipeline({ endedAfter: endB })).tracks;
    return only === undefined ? null : durationChange(only);
  };
  expect(changeOf(3_000, 1_000)).toEqual({ ms: 2_000, ratio: 3 });
  expect(changeOf(3_000, 0)).toEqual({ ms: 3_000, ratio: null });
  expect(changeOf(null, 1_000)).toBeNull();
});
