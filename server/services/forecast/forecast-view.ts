import {
  type ForecastTrackView,
  type ForecastView,
  MAX_FORECAST_ENTRIES,
} from "#contract/pipelines/forecasts.ts";
import { MAX_NAMES, type Named } from "#contract/pipelines/previews.ts";
import type { Forecast, ForecastTrack } from "#engine/forecast/forecast.ts";
import type { QueuedFor } from "#engine/forecast/slots.ts";
import { isChild, kindOf } from "#engine/kinds/kinds.ts";
import type { Plan, PlanVertex } from "#engine/plan/plan.ts";

type About = Pick<ForecastView, "graph" | "revision" | "runs" | "graphQueue" | "hasNoRunner">;

const NONE: Named = { count: 0, names: [] };

/** A forecast in which nothing is foreseen. */
export function emptyForecast(
  about: Pick<ForecastView, "graph" | "revision" | "refused" | "graphQueue">,
): ForecastView {
  return {
    runs: 0,
    hasNoRunner: false,
    ms: 0,
    slowMs: 0,
    timeoutMs: null,
    tracks: [],
    path: NONE,
    asks: [],
    queues: [],
    unserved: [],
    fails: [],
    isUndone: false,
    unknown: NONE,
    undecided: NONE,
    isCut: false,
    ...about,
  };
}

/** A forecast with names in place of numbers. @param slow what happens if everything takes long. */
export function forecastView(plan: Plan, usual: Forecast, slow: Forecast, about: About): ForecastView {
  const nameOf = (number: number) => plan.vertices[number]?.name ?? "";
  const named = (numbers: readonly number[]): Named => ({
    count: numbers.length,
    names: numbers.slice(0, MAX_NAMES).map(nameOf),
  });
  const some = <T>(all: readonly T[]) => all.slice(0, MAX_FORECAST_ENTRIES);
  const reasons = (all: Forecast["fails"]) =>
    some(all).map(({ number, reason }) => ({ vertex: nameOf(number), reason }));
  const depends = new Map(usual.tracks.map(({ number, dependsOn }) => [number, dependsOn]));
  const deciderOf = (number: number) => {
    const decider = depends.get(number) ?? null;
    return decider === null ? null : nameOf(decider);
  };
  const [critical, untimed] = [new Set(usual.path), new Set(usual.untimed)];
  return {
    ...about,
    refused: null,
    ms: usual.ms,
    slowMs: Math.max(usual.ms, slow.ms),
    timeoutMs: usual.isLate || slow.isLate ? plan.timeout : null,
    tracks: usual.tracks.map((track) => ({
      ...timesOf(track),
      name: nameOf(track.number),
      kind: drawnAs(plan.vertices[track.number]),
      isCritical: critical.has(track.number),
      dependsOn: deciderOf(track.number),
      isUnknown: untimed.has(track.number),
    })),
    path: named(usual.path),
    asks: some(usual.asked).map(({ number, at, what }) => ({
      vertex: nameOf(number),
      what,
      at,
      slowAt: slow.asked.find((each) => each.number === number && each.what === what)?.at ?? null,
      dependsOn: deciderOf(number),
    })),
    queues: some(usual.queued.filter(({ ms }) => ms > 0)).map(({ number, at, ms, because }) => ({
      vertex: nameOf(number),
      at,
      ms,
      because: queueText(because),
    })),
    unserved: reasons(usual.unserved),
    fails: reasons(usual.fails),
    isUndone: usual.isUndone,
    unknown: named(usual.untimed),
    undecided: named([...new Set([...usual.routes, ...usual.values])]),
    isCut: usual.isCut || slow.isCut,
  };
}

function timesOf({ readyAt, queuedAt, startedAt, endedAt, state }: ForecastTrack) {
  return { readyAt, queuedAt, startedAt, endedAt, state };
}

function drawnAs(vertex: PlanVertex | undefined): ForecastTrackView["kind"] {
  if (vertex === undefined || isChild(vertex)) return "child";
  const { carriedOutBy } = kindOf(vertex.spec);
  if (carriedOutBy === "person") return "asked";
  return carriedOutBy === "sleep" ? "sleeping" : "running";
}

/** What a track will wait for, as a clause. */
function queueText(because: QueuedFor): string {
  if (because.what === "lock") return `needs the lock ${because.lock}`;
  const { what } = because;
  if (what === "tracks") return `at most ${because.max} of this pipeline run at once`;
  return because.slots === 1 ? "there is one slot" : `there are ${because.slots} slots`;
}
