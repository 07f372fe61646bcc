import { locksNeeded } from "../locks/locks.ts";
import { warningFinding } from "../model/finding.ts";
import type { Finding, GraphContent, VertexSpec } from "../model/graph-content.ts";

export const RING_CODE = "may-wait-in-a-ring";

/** What is held while something below it is waited for: for each name the names that are needed meanwhile. */
type Orders = ReadonlyMap<string, ReadonlySet<string>>;

type Needs = {
  /** Everything that is waited for in the graph and below it. */
  readonly all: ReadonlySet<string>;
  readonly orders: Orders;
};

/**
 * Warns where pipelines of this graph can wait for each other for ever: one holds what another needs, and the other way
 * round. A pipeline never waits for what it, or a pipeline above it, holds.
 *
 * @param children the sealed graphs of all levels, by digest.
 */
export function ringFindings(
  content: GraphContent,
  children: ReadonlyMap<string, GraphContent>,
): readonly Finding[] {
  const known = new Map<string, Needs>();
  const { orders } = needsOf(content.name, content, children, known);
  const ring = ringIn(orders);
  if (ring === null) return [];
  const vertices = [...content.vertices]
    .filter(([, spec]) =>
      [...locksOf(spec), ...neededBelow(spec, children, known)].some((name) => ring.includes(name)),
    )
    .map(([name]) => name);
  const waits = ring.map((held, place) => `one holds ${held} and needs ${ring[(place + 1) % ring.length]}`);
  const text = `Pipelines can wait for each other for ever: ${waits.join(", ")}. Take them in one order everywhere, or remove one of them.`;
  return [warningFinding(RING_CODE, text, { vertices })];
}

function needsOf(
  name: string,
  { limits, vertices }: GraphContent,
  children: ReadonlyMap<string, GraphContent>,
  known: Map<string, Needs>,
): Needs {
  const all = new Set<string>();
  const orders = new Map<string, Set<string>>();
  for (const spec of vertices.values()) {
    const below = neededBelow(spec, children, known);
    const locks = locksOf(spec);
    for (const each of [...locks, ...below]) all.add(each);
    for (const lock of locks) addAll(orders, lock, below);
    const child = spec.graph?.digest === undefined ? undefined : known.get(spec.graph.digest);
    for (const [held, heads] of child?.orders ?? []) addAll(orders, held, heads);
  }
  if (limits?.pipelines !== undefined) {
    addAll(orders, limitOf(name), all);
    all.add(limitOf(name));
  }
  return { all, orders };
}

/** The locks of a vertex, as far as their names are known. */
function locksOf(spec: VertexSpec): readonly string[] {
  return locksNeeded(spec, null).map(({ name }) => `the lock ${name}`);
}

/** What everything below a vertex waits for. */
function neededBelow(
  { graph }: VertexSpec,
  children: ReadonlyMap<string, GraphContent>,
  known: Map<string, Needs>,
): ReadonlySet<string> {
  const child = graph?.digest === undefined ? undefined : children.get(graph.digest);
  if (graph?.digest === undefined || child === undefined) return new Set();
  const needs = known.get(graph.digest) ?? needsOf(graph.name, child, children, known);
  known.set(graph.digest, needs);
  return needs.all;
}

function limitOf(graph: string): string {
  return `the limit of graph ${graph}`;
}

function addAll(orders: Map<string, Set<string>>, held: string, needed: ReadonlySet<string>): void {
  const heads = orders.get(held) ?? new Set();
  for (const each of needed) if (each !== held) heads.add(each);
  orders.set(held, heads);
}

/** Names each of which is held while the next is needed, and the last while the first is; null if there are none. */
function ringIn(orders: Orders): readonly string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const walk = (name: string): readonly string[] | null => {
    const start = path.indexOf(name);
    if (start >= 0) return path.slice(start);
    if (done.has(name)) return null;
    path.push(name);
    for (const head of orders.get(name) ?? []) {
      const ring = walk(head);
      if (ring !== null) return ring;
    }
    path.pop();
    done.add(name);
    return null;
  };
  for (const name of orders.keys()) {
    const ring = walk(name);
    if (ring !== null) return ring;
  }
  return null;
}
