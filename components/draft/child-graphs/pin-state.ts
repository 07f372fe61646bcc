import type { ChildGraph, Retirement } from "#contract/graphs/revisions.ts";
import type { GraphContent, VertexSpec } from "#engine/model/graph-content.ts";

/** A sealed graph as a vertex names it. */
export type Pin = NonNullable<VertexSpec["graph"]>;

/** What is known of the graphs that a draft runs: by name, revision and content, by name and revision, and by name alone. */
export type ChildIndex = ReadonlyMap<string, ChildGraph>;

/** What is to be said of the revision that a vertex runs. */
export type PinState = {
  /** The graph that has it, and as which revision: another one where the graph was renamed. */
  readonly graph: string;
  readonly at: number;
  /** The revision to run instead: the newest, or where that one is retired the newest that is not. */
  readonly offered: Pin | null;
  readonly isNewer: boolean;
  readonly retired: Retirement | null;
  readonly isOther: boolean;
};

/** Names of graphs are the same in upper and lower case. */
const keyOf = (name: string) => name.toLowerCase();
type Pinned = Pick<Pin, "name" | "revision"> & { readonly digest?: string | null | undefined };

/** Two vertices may name the same revision and mean different contents: the graph was renamed, and another one took its name. */
const pinKey = ({ name, revision, digest }: Pinned) => `${keyOf(name)}@${revision} ${digest ?? ""}`;

export function indexOf(children: readonly ChildGraph[]): ChildIndex {
  return new Map(
    children.flatMap((child) => [
      [keyOf(child.name), child],
      [pinKey({ name: child.name, revision: child.revision }), child],
      [pinKey(child), child],
    ]),
  );
}

/** What is to be said of a pin; null where nothing is known: the graph may not be seen, is gone, or was chosen just now. */
export function pinStateOf(pin: Pin | undefined, index: ChildIndex): PinState | null {
  if (pin === undefined) return null;
  const { name, revision } = pin;
  const named = index.get(pinKey({ name, revision }));
  const exact = index.get(pinKey(pin)) ?? (named?.digest === null ? named : undefined);
  const child = exact ?? index.get(keyOf(name));
  if (child === undefined) return null;
  const { newest, graph } = child;
  const retired = exact?.retired ?? null;
  const at = exact?.at ?? revision;
  // Another graph has that name: its revisions are no newer ones of what is pinned.
  const isOther = exact?.isOther ?? false;
  const isNewer = newest !== null && newest.number > at && !isOther;
  const isOffered = newest !== null && newest.number !== at && (isNewer || retired !== null);
  return {
    graph,
    at,
    offered: isOffered ? { name: graph, revision: newest.number, digest: newest.digest } : null,
    isNewer,
    retired,
    isOther,
  };
}

/** A vertex that could run another revision. */
export type Outdated = { readonly vertex: string; readonly pin: Pin; readonly state: PinState };

/** Whether a vertex still runs the same revision, and the same one is offered instead. */
export function isSameOffer({ pin, state }: Outdated, now: Outdated | undefined): boolean {
  const { offered } = state;
  const other = now?.state.offered;
  return (
    now !== undefined &&
    offered !== null &&
    other != null &&
    isSamePin(pin, now.pin) &&
    isSamePin(offered, other)
  );
}

function isSamePin(one: Pin, other: Pin): boolean {
  return pinKey(one) === pinKey(other);
}

/** The vertices of a draft for which another revision is offered. */
export function outdatedIn({ vertices }: GraphContent, index: ChildIndex): readonly Outdated[] {
  return [...vertices].flatMap(([vertex, { graph: pin }]) => {
    const state = pinStateOf(pin, index);
    return pin === undefined || state === null || state.offered === null ? [] : [{ vertex, pin, state }];
  });
}

/** Says when the graphs that a draft runs are others. */
export function pinsText({ vertices }: GraphContent): string {
  const places = new Set<string>();
  for (const { graph } of vertices.values()) if (graph !== undefined) places.add(pinKey(graph));
  return [...places].join("\n");
}
