import { pathBack } from "./path-back.ts";

type EdgeEnds = { readonly tail: string; readonly head: string };

/**
 * The shortest cycle that a new edge `tail -> head` would close; null if there would be none. The names are in order,
 * `tail` first and not repeated at the end; an edge from a vertex to itself gives `[tail]`. Takes linear time, because
 * it runs while a person drags an edge.
 */
export function wouldCycle(edges: readonly EdgeEnds[], tail: string, head: string): readonly string[] | null {
  if (tail === head) return [tail];
  const headsOf = new Map<string, string[]>();
  for (const edge of edges) {
    const heads = headsOf.get(edge.tail);
    if (heads === undefined) headsOf.set(edge.tail, [edge.head]);
    else heads.push(edge.head);
  }
  const cameFrom = new Map<string, string>([[head, tail]]);
  // The loop also visits the names that are added to the map while it runs.
  for (const name of cameFrom.keys()) {
    for (const next of headsOf.get(name) ?? []) {
      if (next === tail) return pathBack(cameFrom, name, tail);
      if (!cameFrom.has(next)) cameFrom.set(next, name);
    }
  }
  return null;
}
