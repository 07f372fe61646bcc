import { canonicalJson } from "../graph-file/canonical-json.ts";
import type { Json } from "../model/graph-content.ts";
import type { TrackState } from "../model/track.ts";

type Named = Readonly<Record<string, Json>>;

/** A track, as far as two of them are compared here: its values may be long, and are compared before. Times are in milliseconds since the launch of its pipeline. */
export type ComparedTrack = {
  readonly vertex: string;
  readonly state: TrackState;
  readonly attempt: number;
  readonly exitCode: number | null;
  readonly startedAfter: number | null;
  readonly endedAfter: number | null;
};

export type ComparedPipeline = {
  readonly params: Named;
  /** Each behind those that it depends on. */
  readonly tracks: readonly ComparedTrack[];
};

/** What may differ between two tracks of the same vertex. How long they took is no difference: it always differs. */
export const DIFFERENCES = [
  "vertex",
  "state",
  "exit code",
  "attempts",
  "inputs",
  "outputs",
  "definition",
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** What is shown of a track beside the other one. */
export type TrackSide = Pick<ComparedTrack, "state" | "attempt" | "exitCode"> & {
  readonly durationMs: number | null;
};

/** A vertex in both pipelines. A side is null where that pipeline does not have it; then it differs in `vertex`. */
export type TrackComparison = {
  readonly vertex: string;
  readonly a: TrackSide | null;
  readonly b: TrackSide | null;
  readonly differs: readonly Difference[];
};

/** A value that the two sides have differently; a side is undefined where it does not have it. */
export type ValueDifference = {
  readonly name: string;
  readonly a: Json | undefined;
  readonly b: Json | undefined;
};

export type Comparison = {
  readonly params: readonly ValueDifference[];
  /** All vertices of either, in the order in which they ended. So the first that differs is where the two parted. */
  readonly tracks: readonly TrackComparison[];
};

/** The vertices that both pipelines have, and of which this differs: what the graph says, and the values of the tracks. */
export type DifferingVertices = Readonly<Record<"definition" | "inputs" | "outputs", ReadonlySet<string>>>;

/** What differs between two pipelines, vertex by vertex. With the two exchanged it gives the same with its sides exchanged. */
export function comparePipelines(
  a: ComparedPipeline,
  b: ComparedPipeline,
  differing: DifferingVertices,
): Comparison {
  const ofA = placed(a);
  const ofB = placed(b);
  const names = [...new Set([...ofA.keys(), ...ofB.keys()])];
  const tracks = names.map((vertex) => {
    const [first, second] = [ofA.get(vertex), ofB.get(vertex)];
    return {
      endedAfter: Math.min(ended(first), ended(second)),
      place: Math.min(first?.place ?? Number.POSITIVE_INFINITY, second?.place ?? Number.POSITIVE_INFINITY),
      comparison: compareTracks(vertex, first?.track, second?.track, differing),
    };
  });
  tracks.sort(
    (one, other) =>
      ascending(one.endedAfter, other.endedAfter) ||
      ascending(one.place, other.place) ||
      ascending(one.comparison.vertex, other.comparison.vertex),
  );
  return {
    params: differentValues(a.params, b.params),
    tracks: tracks.map(({ comparison }) => comparison),
  };
}

/** The values that two sides have differently, by their names: first in the order of `a`, then those only `b` has. */
export function differentValues(a: Named | null, b: Named | null): ValueDifference[] {
  const names = [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])];
  return names.flatMap((name) => {
    const [first, second] = [own(a, name), own(b, name)];
    return isSame(first, second) ? [] : [{ name, a: first, b: second }];
  });
}

/** How much longer `a` took than `b`: in milliseconds, and how many times as long. Null where one did not run to an end. */
export function durationChange({
  a,
  b,
}: Pick<TrackComparison, "a" | "b">): { readonly ms: number; readonly ratio: number | null } | null {
  if (a?.durationMs == null || b?.durationMs == null) return null;
  return { ms: a.durationMs - b.durationMs, ratio: b.durationMs === 0 ? null : a.durationMs / b.durationMs };
}

type Placed = { readonly track: ComparedTrack; readonly place: number };

function placed({ tracks }: ComparedPipeline): ReadonlyMap<string, Placed> {
  return new Map(tracks.map((track, place) => [track.vertex, { track, place }]));
}

function ended(side: Placed | undefined): number {
  return side?.track.endedAfter ?? Number.POSITIVE_INFINITY;
}

function compareTracks(
  vertex: string,
  a: ComparedTrack | undefined,
  b: ComparedTrack | undefined,
  differing: DifferingVertices,
): TrackComparison {
  return { vertex, a: sideOf(a), b: sideOf(b), differs: differencesOf(a, b, differing) };
}

function differencesOf(
  a: ComparedTrack | undefined,
  b: ComparedTrack | undefined,
  { inputs, outputs, definition }: DifferingVertices,
): readonly Difference[] {
  if (a === undefined || b === undefined) return ["vertex"];
  const found: Readonly<Record<Difference, boolean>> = {
    vertex: false,
    state: a.state !== b.state,
    "exit code": a.exitCode !== b.exitCode,
    attempts: a.attempt !== b.attempt,
    inputs: inputs.has(a.vertex),
    outputs: outputs.has(a.vertex),
    definition: definition.has(a.vertex),
  };
  return DIFFERENCES.filter((each) => found[each]);
}

function sideOf(track: ComparedTrack | undefined): TrackSide | null {
  if (track === undefined) return null;
  const { state, attempt, exitCode, startedAfter, endedAfter } = track;
  const durationMs = startedAfter === null || endedAfter === null ? null : endedAfter - startedAfter;
  return { state, attempt, exitCode, durationMs };
}

function own(values: Named | null, name: string): Json | undefined {
  return values !== null && Object.hasOwn(values, name) ? values[name] : undefined;
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

/** Two infinite numbers are equal, which their difference would not say. */
function ascending<Key extends number | string>(one: Key, other: Key): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
