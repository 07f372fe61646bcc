import { orderOf } from "../../check/analysis/vertex-order.ts";
import type { EdgeSpec } from "../../model/graph-content.ts";
import { type Border, edgesBy, insideOf, isPlain } from "./border.ts";

/** What is certain of a group once it has begun, while no failure counts. */
export type Certain = {
  /** True where the vertex runs. */
  readonly runs: (name: string) => boolean;
  /** True where the edge is taken; its tail is inside. */
  readonly isTaken: (edge: EdgeSpec) => boolean;
};

/** Each handled failure doubles the cases. */
const MAX_HANDLED = 6;

/**
 * What is certain in each case: no vertex with a rescue fails, or some of them do, and are rescued. Null where there are too
 * many cases to look at.
 */
export function certainCases(border: Border): readonly Certain[] | null {
  const handled = [...new Set(border.inner.flatMap(({ tail, rescue }) => (rescue === true ? [tail] : [])))];
  if (handled.length > MAX_HANDLED) return null;
  const names = orderOf(insideOf(border)).names;
  const ins = edgesBy(border.inner, "head");
  const rescues = edgesBy(
    border.inner.filter(({ rescue }) => rescue === true),
    "tail",
  );
  return Array.from({ length: 2 ** handled.length }, (_, bits) => {
    const failed = new Set(handled.filter((_each, place) => (bits >> place) % 2 === 1));
    return certainIn(border, { names, ins, rescues }, failed);
  });
}

/** What is inside, as it is in every case. */
type Inner = {
  readonly names: readonly string[];
  readonly ins: ReadonlyMap<string, readonly EdgeSpec[]>;
  readonly rescues: ReadonlyMap<string, readonly EdgeSpec[]>;
};

function certainIn(
  { content, choosers }: Border,
  { names, ins, rescues }: Inner,
  failed: ReadonlySet<string>,
): Certain {
  const running = new Set<string>();
  const isTaken = (edge: EdgeSpec): boolean => {
    const { tail, when, after, rescue } = edge;
    if (!running.has(tail) || after !== undefined) return false;
    if (when === "always") return true;
    if (failed.has(tail)) return rescue === true && when === "failed" && rescues.get(tail)?.length === 1;
    return isPlain(edge) && !choosers.has(tail);
  };
  for (const name of names) {
    const own = ins.get(name) ?? [];
    const isEvery = content.vertices.get(name)?.join === "every";
    if (own.length === 0 || (isEvery ? own.every(isTaken) : own.some(isTaken))) running.add(name);
  }
  return { runs: (name) => running.has(name), isTaken };
}

/**
 * The vertices inside without whose success nothing behind the group is reached: their failure breaks an edge to each of
 * these heads.
 *
 * @param heads those that wait for a success of the group.
 */
export function breakingVertices(border: Border, heads: readonly string[]): ReadonlySet<string> {
  const { content, inner, leaving, reactions } = border;
  const isBroken = ({ when, after, rescue }: EdgeSpec) =>
    when !== "always" && when !== "failed" && rescue !== true && after === undefined;
  const outs = edgesBy(inner.filter(isBroken), "tail");
  const out = edgesBy(leaving.filter(isBroken), "tail");
  const breaking = new Set<string>();
  for (const name of [...orderOf(insideOf(border)).names].reverse()) {
    const reached = new Set((out.get(name) ?? []).map(({ head }) => head));
    const isOnWay = (outs.get(name) ?? []).some(
      ({ head }) => breaking.has(head) && !reactions.has(head) && content.vertices.get(head)?.join !== "any",
    );
    if (isOnWay || heads.every((head) => reached.has(head))) breaking.add(name);
  }
  return breaking;
}
