import { queuePlaceText } from "#engine/explain/queued.ts";
import type { Plan } from "#engine/plan/plan.ts";
import { isQueuedAtLaunch } from "#engine/policies/pipeline-limit.ts";
import type { Queries } from "#platform/database/db.ts";
import type { GraphRow } from "#repos/graphs/graph-rows.ts";
import { queuePlaceOf } from "#repos/tracks/queued-track-rows.ts";

/** Where a pipeline that was launched now would stand in the queue of its graph, as a sentence; null if it begins at once. */
export async function queueOfGraph(tx: Queries, graph: GraphRow, { limits }: Plan): Promise<string | null> {
  const max = limits.pipelines;
  if (max === null) return null;
  const { waiting, begun, begunCount } = await queuePlaceOf(tx, graph.id, 0);
  if (!isQueuedAtLaunch(null, { max, begun: begunCount, queued: waiting })) return null;
  const last = waiting + 1;
  return queuePlaceText({ graph: graph.name, max, place: last, waiting: last, begun, begunCount });
}
