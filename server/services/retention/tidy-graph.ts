import { KEEP_ALL, type RetentionPolicy } from "#engine/retention/retention-policy.ts";
import type { Database, Queries } from "#platform/database/db.ts";
import { DEFAULT_POLICY, findPolicy, listPolicies } from "#repos/retention/policy-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { boundsOf, removableOf, withoutLogsOf } from "./find-removable.ts";
import { removeHistory } from "./remove-history.ts";
import { finishRemovals, markTree, refuseWithoutGrants, removeLogs } from "./remove-pipelines.ts";

/** What was removed: how many of each. `logs`: of so many pipelines that are kept. */
export type RemovedCounts = {
  readonly pipelines: number;
  readonly logs: number;
  readonly fires: number;
  readonly deliveries: number;
  readonly notices: number;
};

export const NOTHING_REMOVED: RemovedCounts = {
  pipelines: 0,
  logs: 0,
  fires: 0,
  deliveries: 0,
  notices: 0,
};

export function addCounts(a: RemovedCounts, b: RemovedCounts): RemovedCounts {
  return {
    pipelines: a.pipelines + b.pipelines,
    logs: a.logs + b.logs,
    fires: a.fires + b.fires,
    deliveries: a.deliveries + b.deliveries,
    notices: a.notices + b.notices,
  };
}

export type Tidied = { readonly removed: RemovedCounts; readonly isDone: boolean };

/** The policy of a graph: its own, or that of the server. */
export async function policyOf(tx: Queries, graphId: number): Promise<RetentionPolicy> {
  return (await findPolicy(tx, graphId)) ?? (await findPolicy(tx, DEFAULT_POLICY)) ?? KEEP_ALL;
}

/** By graph, the policies that are set; `others` is for all graphs that have none. */
export async function policiesNow(
  tx: Queries,
): Promise<{ readonly own: ReadonlyMap<number, RetentionPolicy>; readonly others: RetentionPolicy }> {
  const own = new Map((await listPolicies(tx)).map(({ policy }) => [policy.graphId, policy]));
  const others = own.get(DEFAULT_POLICY) ?? KEEP_ALL;
  own.delete(DEFAULT_POLICY);
  return { own, others };
}

/**
 * Removes what a policy says of a graph: logs first, then pipelines, then fires, deliveries and notices. It ends early
 * where the time is over; the next call goes on.
 *
 * @throws Refused `state-forbids` where the user of the database may not delete.
 */
export async function tidyGraph(
  database: Database,
  graphId: number,
  policy: RetentionPolicy,
  isOver: () => boolean,
): Promise<Tidied> {
  const { queries } = database;
  const now = await databaseNow(queries);
  let removed = NOTHING_REMOVED;
  const add = (more: Partial<RemovedCounts>) => {
    removed = addCounts(removed, { ...NOTHING_REMOVED, ...more });
  };
  if (policy.logDays !== null)
    for await (const trees of withoutLogsOf(queries, graphId, policy.logDays, now))
      for (const tree of trees) {
        if (!(await removeLogs(database, tree, isOver))) return { removed, isDone: false };
        add({ logs: tree.members.length });
      }
  const bounds = await boundsOf(queries, graphId, policy, now);
  if (bounds !== null) {
    let isChecked = false;
    for await (const trees of removableOf(queries, graphId, bounds)) {
      if (trees.length > 0 && !isChecked) await refuseWithoutGrants(database);
      isChecked ||= trees.length > 0;
      for (const { root } of trees) {
        if (isOver()) return { removed, isDone: false };
        add({ pipelines: await markTree(database, root.id, bounds) });
        if (!(await finishRemovals(database, isOver))) return { removed, isDone: false };
      }
    }
  }
  if (policy.historyDays === null) return { removed, isDone: true };
  const history = await removeHistory(database, graphId, { days: policy.historyDays, now }, isOver);
  add(history.removed);
  return { removed, isDone: history.isDone };
}
