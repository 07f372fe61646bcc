import { anyOf, warningFinding } from "../../model/finding.ts";
import type { EdgeSpec, Finding, GraphContent } from "../../model/graph-content.ts";
import { withoutCycles } from "../analysis/cycles-in-graph.ts";
import { isForFailure } from "../analysis/edge-conditions.ts";
import { orderOf } from "../analysis/vertex-order.ts";

/** So many vertices that choose are looked at: each costs one pass through the graph. */
const MAX_CHOOSERS = 50;

/** What must be chosen at one vertex so that another one runs: a way, or two at once, which is never. */
type Needed = { readonly way: string } | "never";

/**
 * Warnings about vertices with `join: every` that never run: two of their in-edges come from different ways of one choice,
 * such as two edges of a `branch: one`, or what runs after a success and after a failure of the same vertex.
 */
export function joinFindings(whole: GraphContent): readonly Finding[] {
  if (![...whole.vertices.values()].some(({ join }) => join === "every")) return [];
  const content = withoutCycles(whole);
  const { vertices, edges } = content;
  const [insOf, outsOf] = [new Map<string, EdgeSpec[]>(), new Map<string, EdgeSpec[]>()];
  for (const edge of edges) {
    if (insOf.get(edge.head)?.push(edge) === undefined) insOf.set(edge.head, [edge]);
    if (outsOf.get(edge.tail)?.push(edge) === undefined) outsOf.set(edge.tail, [edge]);
  }
  const { names } = orderOf(content);
  const choosers = [...outsOf].flatMap(([tail, own]) => {
    const { onFailure, onTimeout, poll } = vertices.get(tail) ?? {};
    // Then edges of both kinds may be taken.
    const goesOn = onFailure === "ignore" || onTimeout === "skip" || poll?.onTimeout === "skip";
    return own.length > 1 && !goesOn ? [tail] : [];
  });
  const told = new Set<string>();
  return choosers.slice(0, MAX_CHOOSERS).flatMap((chooser) => {
    const branch = vertices.get(chooser)?.branch;
    const needed = new Map<string, Needed>();
    return names.flatMap((name): Finding[] => {
      const isEvery = vertices.get(name)?.join === "every";
      const ways = (insOf.get(name) ?? []).map((edge) =>
        edge.tail === chooser
          ? wayOf(edge, branch)
          : edge.when === "always"
            ? null
            : (needed.get(edge.tail) ?? null),
      );
      const own = isEvery ? together(ways) : inCommon(ways);
      if (own !== null) needed.set(name, own);
      if (own !== "never" || !isEvery || ways.includes("never") || told.has(name)) return [];
      told.add(name);
      const text = `${name} never runs: with \`join: every\` it waits for all its in-edges, and after ${chooser} only some of them are ever taken. Use \`join: any\`, or remove one of the edges.`;
      return [warningFinding("join-never-holds", text, { vertices: [name, chooser], fix: anyOf(name) })];
    });
  });
}

/** Which way of a choice an edge is; null where others may be taken with it. */
function wayOf(edge: EdgeSpec, branch: "first" | "one" | "some" | undefined): Needed | null {
  const { when, head, default: isDefault, after, rescue } = edge;
  if (after !== undefined || when === "always" || rescue === true) return null;
  if (when === "failed") return { way: "failed" };
  if (isForFailure(when)) return null;
  if (branch === "first" || branch === "one") return { way: `to ${head}` };
  if (isDefault === true) return { way: "default" };
  return when === undefined ? { way: "succeeded" } : null;
}

/** What is needed where all are needed. */
function together(ways: readonly (Needed | null)[]): Needed | null {
  let one: Needed | null = null;
  for (const way of ways) {
    if (way === null) continue;
    if (way === "never") return "never";
    if (one !== null && wordOf(one) !== way.way) return "never";
    one ??= way;
  }
  return one;
}

/** What is needed where one of them is enough: what all of them need. */
function inCommon(ways: readonly (Needed | null)[]): Needed | null {
  const [first] = ways;
  if (first === undefined || first === null) return null;
  const isSame = ways.every((way) => way !== null && wordOf(way) === wordOf(first));
  return isSame ? first : null;
}

const wordOf = (needed: Needed) => (needed === "never" ? needed : needed.way);
