import { KINDS } from "#engine/kinds/kinds.ts";
import type { GraphContent, VertexSpec } from "#engine/model/graph-content.ts";
import { type ItemRules, itemRules } from "#engine/plan/item-rules.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import type { RandomSource } from "./random-source.ts";

const CONDITIONS = [
  "succeeded",
  "succeeded",
  "succeeded",
  "failed",
  "always",
  "default",
  "exit == 0",
  "rescue",
] as const;
const CHILD = { name: "inner", revision: 1, digest: `sha256:${"0a".repeat(32)}` };
/** Conditions that are written with other fields than `when`. */
const EDGE_WORDS: Readonly<Record<string, object>> = {
  default: { default: true },
  rescue: { when: "failed", rescue: true },
};
const SETTINGS: readonly object[] = [
  {},
  {},
  {},
  { retry: { max: 2, delay: "1s" } },
  { onLost: "retry" },
  { onLost: "retry", retry: { max: 1, delay: "2s", jitter: true } },
  { onLost: "fail" },
  { onFailure: "ignore" },
  { poll: { every: "2s", timeout: "20s" } },
  { repeat: { until: "index == 2", max: 5, delay: "1s" } },
  { repeat: { until: "index == 9", max: 2 } },
  { kind: "graph", graph: CHILD, repeat: { until: "index == 2", max: 4, delay: "1s" } },
  { locks: ["a"] },
  { locks: ["a", { name: "b", slots: 2 }], retry: { max: 1, delay: "1s" } },
  { locks: ["server-{i}"], inputs: { i: { type: "string", required: true } } },
  { timeout: "5s" },
  { timeout: "5s", onTimeout: "skip" },
  { revert: "undo" },
  { revert: "undo", revertFailed: true },
  { revert: "none" },
  { revert: "undo", repeat: { until: "index == 2", max: 3 } },
  { kind: "wait", wait: { for: "3s" } },
  { kind: "approval", prompt: { quorum: 2, excludeLauncher: true } },
  { kind: "approval", prompt: { quorum: 2, assignees: ["group:a"] } },
  { kind: "wait", wait: { callback: { until: "size(calls) == 2", fail: "call.isBad" } }, timeout: "9s" },
  { kind: "wait", wait: { callback: "once" }, timeout: "9s", onTimeout: "skip" },
  { inputs: { i: { type: "string", required: true } } },
  { inputs: { i: { type: "string", from: "params.missing" } } },
  { inputs: { i: { type: "string", from: "params.missing", default: "usual" } } },
  { inputs: { i: { type: "integer", from: "1 / 0", default: 1 } } },
  { outputs: { n: { type: "integer", required: true, default: 1 } } },
  ...Object.values(KINDS).map(({ example }) => example),
];

const ITEM_RULES: readonly Omit<NonNullable<VertexSpec["foreach"]>, "items">[] = [
  { failFast: true },
  { failFast: true, onFailFast: "stop" },
  { maxFailures: 1, batch: 2, pause: 2_000 },
  { maxFailures: "30%", batch: 1 },
  { maxFailures: 2, onFailFast: "stop", batch: 3, pause: 1_000 },
  { batch: 2 },
];

/** What is simulated: a graph, or the items of a vertex. */
export type RandomPipeline = {
  readonly content: GraphContent;
  /** The numbers of vertices whose inputs have no values. */
  readonly unfit: readonly number[];
  readonly items: ItemRules | null;
};

/** A random graph, or sometimes items, and sometimes a vertex whose inputs have no values. */
export function randomPipeline(random: RandomSource): RandomPipeline {
  const rules = random.chance(0.2) ? random.pick(ITEM_RULES) : undefined;
  if (rules !== undefined) return randomItems(random, rules);
  const graph = randomGraph(random);
  const unfit = random.chance(0.1) ? [random.between(0, graph.vertices.size - 1)] : [];
  return { content: graph, unfit, items: null };
}

function randomItems(random: RandomSource, rules: (typeof ITEM_RULES)[number]): RandomPipeline {
  const count = random.between(1, 7);
  const setting = random.pick(SETTINGS) ?? {};
  const spec: Record<string, unknown> = { ...("kind" in setting ? {} : { script: "x" }), ...setting };
  // It holds for the vertex, never for one item.
  const { onFailure: _, ...item } = spec;
  const vertices = Object.fromEntries(Array.from({ length: count }, (_, place) => [`v${place}`, item]));
  return {
    content: contentOf(vertices, [], { onFailure: "continue" }),
    unfit: random.chance(0.3) ? [random.between(0, count - 1)] : [],
    items: itemRules({ foreach: { items: "[]", ...rules } }, count),
  };
}

/** A graph of a few vertices that may use every field. */
function randomGraph(random: RandomSource): GraphContent {
  const size = random.between(1, 7);
  const vertices: Record<string, object> = {};
  for (let number = 0; number < size; number += 1) {
    const setting = random.pick(SETTINGS) ?? {};
    const script = "kind" in setting ? {} : { script: "x" };
    vertices[`v${number}`] = { ...script, ...setting, join: random.pick(["all", "all", "any", "every"]) };
  }
  const edges = new Map<string, object>();
  for (let tries = random.between(0, size * 2); tries > 0; tries -= 1) {
    const [one, other] = [random.between(0, size - 1), random.between(0, size - 1)];
    const [tail, head] = [Math.min(one, other), Math.max(one, other)];
    const when = random.pick(CONDITIONS) ?? "succeeded";
    const ends = { tail: `v${tail}`, head: `v${head}` };
    if (tail !== head) edges.set(`${tail} ${head}`, { ...ends, ...(EDGE_WORDS[when] ?? { when }) });
  }
  const lonely = [...edges].filter(([key]) => {
    const head = key.split(" ")[1];
    return [...edges.keys()].filter((other) => other.split(" ")[1] === head).length === 1;
  });
  for (const [key, edge] of lonely) {
    const { tail, head } = edge as { tail: string; head: string };
    if (random.chance(0.1)) edges.set(key, { tail, head, after: "4s" });
  }
  const joined = new Set([...edges.keys()].flatMap((key) => key.split(" ").map((number) => `v${number}`)));
  for (const [name, vertex] of Object.entries(vertices))
    if (!joined.has(name) && !("revert" in vertex) && random.chance(0.3))
      vertices[name] = { ...vertex, final: random.pick(["always", "failed", "succeeded"]) };
  const onFailure = random.pick(["stop", "continue", "revert"]);
  return contentOf(vertices, [...edges.values()], { onFailure });
}
