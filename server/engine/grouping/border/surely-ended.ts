import type { EdgeSpec, GraphContent } from "../../model/graph-content.ts";
import { edgesBy } from "./border.ts";

/**
 * The vertices that have ended for certain once all of these edges are decided. What stands before a vertex that goes on after
 * the first of its edges, after a time, or with a skip of one of them, may still run then.
 */
export function surelyEnded(content: GraphContent, edges: readonly EdgeSpec[]): ReadonlySet<string> {
  const ins = edgesBy(content.edges, "head");
  const ended = new Set<string>();
  const add = (own: readonly EdgeSpec[]) => {
    for (const { tail, after } of own) if (after === undefined) ended.add(tail);
  };
  add(edges);
  // A set that grows is gone through to its end.
  for (const name of ended) {
    const own = ins.get(name) ?? [];
    if (own.length < 2 || content.vertices.get(name)?.join === undefined) add(own);
  }
  return ended;
}
