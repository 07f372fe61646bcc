import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import type { Values } from "../model/graph-content.ts";
import { type Plan, planOf } from "../plan/plan.ts";
import { type Forecast, forecastOf } from "./forecast.ts";
import type { ForecastRunner } from "./slots.ts";

type Known = {
  /** By the name of the vertex, in seconds. */
  readonly seconds?: Readonly<Record<string, number>>;
  readonly outputs?: Readonly<Record<string, Values>>;
  readonly next?: Readonly<Record<string, readonly string[]>>;
  readonly params?: Values;
  readonly skips?: readonly string[];
  readonly breaks?: readonly string[];
  readonly runners?: readonly ForecastRunner[];
  readonly now?: number;
};

/** A runner without labels. */
export function runnerWith(slots: number, labels: readonly string[] = []): ForecastRunner {
  return { slots, labels, fences: ["default"] };
}

/** The forecast of a graph that is made of these parts of a graph file. */
export function forecastIn(
  vertices: object,
  edges: readonly unknown[],
  known: Known = {},
  more: object = {},
): { readonly plan: Plan; readonly forecast: Forecast } {
  const plan = planOf(contentOf(vertices, edges, more));
  const numberOf = (name: string) => plan.vertices.findIndex((vertex) => vertex.name === name);
  const { seconds = {}, outputs = {}, next = {}, params = {}, skips = [], breaks = [] } = known;
  const past = Object.keys({ ...seconds, ...outputs, ...next }).map((name) => {
    const result = { outputs: outputs[name] ?? {}, next: next[name]?.map(numberOf) ?? null };
    return [numberOf(name), result] as const;
  });
  const launch = {
    facts: { params, pipeline: {} },
    given: new Map(),
    breaks: new Set(breaks.map(numberOf)),
    skips: new Map(skips.map((name) => [numberOf(name), null])),
  };
  const world = {
    now: known.now ?? 0,
    durations: new Map(Object.entries(seconds).map(([name, each]) => [numberOf(name), each * 1_000])),
    past: new Map(past),
    runners: known.runners ?? [],
  };
  return { plan, forecast: forecastOf(plan, launch, world) };
}
