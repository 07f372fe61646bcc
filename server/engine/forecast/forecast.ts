import { type Plan, topologicalOrder } from "../plan/plan.ts";
import { type Asking, ForecastPlayer, type TrackTimes } from "./forecast-player.ts";
import type { ForecastRunner, QueuedFor } from "./slots.ts";
import { type ForecastLaunch, type PastResult, VirtualPipeline } from "./virtual-pipeline.ts";

/** What is known before a launch. All maps are by the number of the vertex. */
export type ForecastWorld = {
  /** When it would be launched, in milliseconds since 1970. */
  readonly now: number;
  /** How long vertices take, in milliseconds. Those that are not here take no time, and are listed in `untimed`. */
  readonly durations: ReadonlyMap<number, number>;
  readonly past: ReadonlyMap<number, PastResult>;
  /** The runners that claim tracks; as if nothing else ran there. */
  readonly runners: readonly ForecastRunner[];
};

/** One track of a forecast. Times in milliseconds after the launch. */
export type ForecastTrack = Readonly<TrackTimes> & {
  readonly number: number;
  /** Whether it is reached depends on what this vertex will give; null if it does not. */
  readonly dependsOn: number | null;
};

/** What a pipeline would do when, if every script succeeds and everybody answers at once. */
export type Forecast = {
  /** Why it cannot be launched so, or is not worked out; then nothing else is said. */
  readonly refused: string | null;
  /** How long it takes in all. */
  readonly ms: number;
  /** It takes longer than its timeout. */
  readonly isLate: boolean;
  /** The tracks that are reached, in the order in which they become ready. */
  readonly tracks: readonly ForecastTrack[];
  /** The tracks that decide when it ends, first one first: each becomes ready as the one before it ends. */
  readonly path: readonly number[];
  readonly asked: readonly Asking[];
  /** Tracks that are ready and cannot start, with how long and what they wait for first. */
  readonly queued: readonly {
    readonly number: number;
    readonly at: number;
    readonly ms: number;
    readonly because: QueuedFor;
  }[];
  /** Tracks that take no time here because it is not known how long they take. */
  readonly untimed: readonly number[];
  /** Tracks that no runner can execute, with the reason as a clause. They are taken as if one could. */
  readonly unserved: readonly { readonly number: number; readonly reason: string }[];
  /** Tracks that fail in any case: what their script gives does not matter. */
  readonly fails: readonly { readonly number: number; readonly reason: string }[];
  /** Vertices whose out-edges depend on what is not known: all that may be taken are. */
  readonly routes: readonly number[];
  /** Vertices whose inputs are not known. */
  readonly values: readonly number[];
  /** It fails, and is undone then. */
  readonly isUndone: boolean;
  /** So much happens that it was not followed to its end. */
  readonly isCut: boolean;
};

const NOTHING: Forecast = {
  refused: null,
  ms: 0,
  isLate: false,
  tracks: [],
  path: [],
  asked: [],
  queued: [],
  untimed: [],
  unserved: [],
  fails: [],
  routes: [],
  values: [],
  isUndone: false,
  isCut: false,
};

/** A forecast is worked out in one go, while the process answers nobody else. */
export const MAX_FORECAST = 1_000;

/** Why nothing is foreseen of a graph, as a sentence; null if something is. */
export function whyNoForecast({ vertices }: Pick<Plan, "vertices">): string | null {
  if (vertices.length <= MAX_FORECAST) return null;
  return `There is no forecast: the graph has ${vertices.length} vertices, more than ${MAX_FORECAST}. It can be launched all the same.`;
}

/**
 * What a launch would do, by the decisions of the engine itself on a virtual clock: every script succeeds after its
 * duration with the outputs of the last run, waits take their time, and people answer at once.
 */
export function forecastOf(plan: Plan, launch: ForecastLaunch, world: ForecastWorld): Forecast {
  const why = whyNoForecast(plan);
  if (why !== null) return { ...NOTHING, refused: why };
  const run = new VirtualPipeline(plan, launch, world.past, world.now);
  const player = new ForecastPlayer(run, world.durations, world.runners);
  const refused = player.play();
  if (refused !== null) return { ...NOTHING, refused };
  const { times, untimed, unserved, asked, isCut } = player;
  const reached = [...times].filter(([, { state, startedAt }]) => state !== "skipped" || startedAt !== null);
  const ms = reached.reduce((last, [, { endedAt }]) => Math.max(last, endedAt ?? 0), 0);
  const order = new Map(topologicalOrder(plan).map(({ number }, place) => [number, place]));
  const placeOf = (number: number) => order.get(number) ?? order.size;
  const depends = dependences(run.plan, new Set(reached.map(([number]) => number)), run.routes);
  return {
    refused: null,
    ms,
    isLate: plan.timeout !== null && ms > plan.timeout,
    tracks: reached
      .map(([number, track]) => ({ number, ...track, dependsOn: depends.get(number) ?? null }))
      .sort((one, other) => one.readyAt - other.readyAt || placeOf(one.number) - placeOf(other.number)),
    path: pathOf(player),
    asked,
    queued: player.queued.map(({ number, at, because }) => {
      const startedAt = times.get(number)?.startedAt ?? at;
      return { number, at, ms: startedAt - at, because };
    }),
    untimed: inOrder(untimed),
    unserved: inOrder(unserved.keys()).map((number) => ({ number, reason: unserved.get(number) ?? "" })),
    fails: reached.flatMap(([number, { state, reason }]) =>
      state === "failed" ? [{ number, reason: reason ?? "" }] : [],
    ),
    routes: inOrder(run.routes),
    values: inOrder(run.values).filter((number) => times.has(number)),
    isUndone: run.pipeline.state === "reverting" || run.pipeline.state === "reverted",
    isCut,
  };
}

/** From the track that ends last back to the one whose end let it begin, and so on. */
function pathOf({ times, lastEnded }: ForecastPlayer): number[] {
  const path: number[] = [];
  for (let at = lastEnded; at !== null; at = times.get(at)?.cause ?? null) path.unshift(at);
  return path;
}

/**
 * For each track that is reached only if a vertex of `routes` chooses so: the nearest such vertex. A track that another
 * in-edge reaches in any case is not among them.
 */
function dependences(
  { vertices }: Plan,
  reached: ReadonlySet<number>,
  routes: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  if (routes.size === 0) return found;
  const open = new Map(vertices.map(({ number, ins }) => [number, ins.length]));
  const order = vertices.filter(({ ins }) => ins.length === 0).map(({ number }) => number);
  // The loop also visits the numbers that are added to the list while it runs.
  for (const number of order) {
    const vertex = vertices[number];
    const tails = (vertex?.ins ?? []).map(({ tail }) => tail).filter((tail) => reached.has(tail));
    const deciders = tails.map((tail) => (routes.has(tail) ? tail : found.get(tail)));
    const isSure = vertex?.join !== "every" && deciders.includes(undefined);
    const decider = deciders.find((each) => each !== undefined);
    if (decider !== undefined && !isSure && reached.has(number)) found.set(number, decider);
    for (const { head } of vertex?.outs ?? []) {
      const left = (open.get(head) ?? 0) - 1;
      open.set(head, left);
      if (left === 0) order.push(head);
    }
  }
  return found;
}

function inOrder(numbers: Iterable<number>): number[] {
  return [...numbers].sort((one, other) => one - other);
}
