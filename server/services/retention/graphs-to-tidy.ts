import { keepsAll, type RetentionPolicy } from "#engine/retention/retention-policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { graphsAfter } from "#repos/retention/policy-rows.ts";

const GRAPHS_A_PAGE = 500;

/** The ids of the graphs of which a policy removes something, in their order, after one of them. */
export async function* graphsToTidy(
  tx: Queries,
  policies: { readonly own: ReadonlyMap<number, RetentionPolicy>; readonly others: RetentionPolicy },
  after: number,
): AsyncGenerator<{ readonly id: number; readonly name: string }> {
  const { own, others } = policies;
  if (keepsAll(others) && [...own.values()].every(keepsAll)) return;
  for (let last = after; ; ) {
    const page = await graphsAfter(tx, last, GRAPHS_A_PAGE);
    for (const graph of page) if (!keepsAll(own.get(graph.id) ?? others)) yield graph;
    const end = page.at(-1);
    if (end === undefined || page.length < GRAPHS_A_PAGE) return;
    last = end.id;
  }
}
