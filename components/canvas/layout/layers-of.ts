import type { EdgeEnds } from "#components/draft/edits/edit.ts";

/** The layer of each vertex: 0 without edges that lead to it, else one behind the last of its tails. Of a cycle: 0. */
export function layersOf(names: readonly string[], edges: readonly EdgeEnds[]): ReadonlyMap<string, number> {
  const layers = new Map(names.map((name) => [name, 0]));
  const heads = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const { tail, head } of edges) {
    if (tail === head || !layers.has(tail) || !layers.has(head)) continue;
    const known = heads.get(tail);
    if (known === undefined) heads.set(tail, [head]);
    else known.push(head);
    open.set(head, (open.get(head) ?? 0) + 1);
  }
  const ready = names.filter((name) => !open.has(name));
  // It grows while it is read.
  for (const tail of ready) {
    const layer = (layers.get(tail) ?? 0) + 1;
    for (const head of heads.get(tail) ?? []) {
      layers.set(head, Math.max(layers.get(head) ?? 0, layer));
      const left = (open.get(head) ?? 0) - 1;
      open.set(head, left);
      if (left === 0) ready.push(head);
    }
  }
  return layers;
}
