import type { GraphContent } from "./graph-content.ts";

/** These vertices and all before them, or all behind them, along the edges: the given ones first, then the nearest. */
export function reached(
  { edges }: Pick<GraphContent, "edges">,
  names: Iterable<string>,
  way: "before" | "behind",
): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const { tail, head } of edges) {
    const [from, to] = way === "before" ? [head, tail] : [tail, head];
    if (next.get(from)?.push(to) === undefined) next.set(from, [to]);
  }
  const found = new Set(names);
  // A set that grows is gone through to its end.
  for (const name of found) for (const each of next.get(name) ?? []) found.add(each);
  return found;
}
