/** An edge from one number to another one. */
export type NumberEdge = readonly [from: number, to: number];

/** The same edges, each once, turned so that none leads back, and the numbers in an order in which each edge leads on. */
export type Acyclic = { readonly order: readonly number[]; readonly edges: readonly NumberEdge[] };

/**
 * Turns the edges of cycles round. The layout of a draft must not depend on its being free of cycles. Edges from a number
 * to itself are left out.
 *
 * @param count the numbers are 0 to `count - 1`.
 */
export function acyclicOf(count: number, edges: readonly NumberEdge[]): Acyclic {
  const heads: number[][] = Array.from({ length: count }, () => []);
  const open = new Int32Array(count);
  for (const [from, to] of edges) {
    if (from === to) continue;
    heads[from]?.push(to);
    open[to] = (open[to] ?? 0) + 1;
  }
  const placeOf = new Int32Array(count).fill(-1);
  const order: number[] = [];
  const take = (number: number) => {
    placeOf[number] = order.length;
    order.push(number);
  };
  for (let number = 0; number < count; number += 1) if (open[number] === 0) take(number);
  let first = 0;
  for (let read = 0; order.length < count || read < order.length; read += 1) {
    if (read === order.length) {
      // All that are left wait for a cycle: the first of them goes on without its other tails.
      while (placeOf[first] !== -1) first += 1;
      take(first);
    }
    for (const head of heads[order[read] ?? 0] ?? []) {
      open[head] = (open[head] ?? 0) - 1;
      if (open[head] === 0 && placeOf[head] === -1) take(head);
    }
  }
  const turned = new Map<number, NumberEdge>();
  for (const [from, to] of edges) {
    if (from === to) continue;
    const edge: NumberEdge = (placeOf[from] ?? 0) < (placeOf[to] ?? 0) ? [from, to] : [to, from];
    turned.set(edge[0] * count + edge[1], edge);
  }
  return { order, edges: [...turned.values()] };
}

/** The numbers in parts that no edge connects, each part in order, by its least number. */
export function connectedParts(count: number, edges: readonly NumberEdge[]): readonly (readonly number[])[] {
  const parents = Int32Array.from({ length: count }, (_, number) => number);
  const rootOf = (number: number) => {
    let root = number;
    while (parents[root] !== root) root = parents[root] = parents[parents[root] ?? 0] ?? 0;
    return root;
  };
  for (const [from, to] of edges) {
    const [one, other] = [rootOf(from), rootOf(to)];
    parents[Math.max(one, other)] = Math.min(one, other);
  }
  const parts = new Map<number, number[]>();
  for (let number = 0; number < count; number += 1) {
    const root = rootOf(number);
    const part = parts.get(root);
    if (part === undefined) parts.set(root, [number]);
    else part.push(number);
  }
  return [...parts.values()];
}
