import type { GraphContent } from "../../model/graph-content.ts";

/** The vertices in topological order, without those on a cycle or behind one, and the heads of each vertex. */
export type VertexOrder = {
  readonly names: readonly string[];
  readonly headsOf: ReadonlyMap<string, readonly string[]>;
};

/** Takes time linear in the size of the graph. */
export function orderOf({ vertices, edges }: Pick<GraphContent, "vertices" | "edges">): VertexOrder {
  const headsOf = new Map<string, string[]>([...vertices.keys()].map((name) => [name, []]));
  const waits = new Map<string, number>([...vertices.keys()].map((name) => [name, 0]));
  for (const { tail, head } of edges) {
    if (!vertices.has(tail) || !vertices.has(head)) continue;
    headsOf.get(tail)?.push(head);
    waits.set(head, (waits.get(head) ?? 0) + 1);
  }
  const names = [...vertices.keys()].filter((name) => waits.get(name) === 0);
  // The loop also visits the names that are added while it runs.
  for (const name of names) {
    for (const head of headsOf.get(name) ?? []) {
      const left = (waits.get(head) ?? 0) - 1;
      waits.set(head, left);
      if (left === 0) names.push(head);
    }
  }
  return { names, headsOf };
}
