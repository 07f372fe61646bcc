import { pathBack } from "./path-back.ts";

type EdgeEnds = { readonly tail: string; readonly head: string };

/**
 * The cycle that a new edge `tail -> head` would close, as vertex names in order, `tail` first and not repeated at the
 * end; null where it would close none. A shortest one. An edge onto itself gives `[tail]`. Linear in the edges, for use
 * while an edge is dragged.
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
  // A map gives back what is added to it while it is walked.
  for (const name of cameFrom.keys()) {
    for (const next of headsOf.get(name) ?? []) {
      if (next === tail) return pathBack(cameFrom, name, tail);
      if (!cameFrom.has(next)) cameFrom.set(next, name);
    }
  }
  return null;
}
