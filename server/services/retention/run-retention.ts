import type { RetentionRun } from "#contract/retention.ts";
import { type AuditedBy, noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { DEFAULT_POLICY } from "#repos/retention/policy-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { Refused } from "../refusals/refused.ts";
import { removeLogFiles } from "../stored-logs/remove-log-files.ts";
import { graphsToTidy } from "./graphs-to-tidy.ts";
import { removeHistory } from "./remove-history.ts";
import { finishRemovals } from "./remove-pipelines.ts";
import { graphIdOf, objectOf } from "./retention-settings.ts";
import {
  addCounts,
  NOTHING_REMOVED,
  policiesNow,
  policyOf,
  type RemovedCounts,
  type Tidied,
  tidyGraph,
} from "./tidy-graph.ts";

/** A request is answered after so long, with what it has removed until then. */
const REQUEST_MS = 5_000;

/**
 * Removes now what the policies say, of a graph or of all. It ends after some seconds, and says whether more is left.
 *
 * @throws Refused `not-found`; `state-forbids` where the user of the database may not delete.
 */
export async function runRetention(
  database: Database,
  graph: string | undefined,
  actor: AuditedBy,
): Promise<RetentionRun> {
  const until = performance.now() + REQUEST_MS;
  const isOver = () => performance.now() >= until;
  const graphId = await graphIdOf(database.queries, graph);
  const { removed, isDone, refused } =
    graph === undefined
      ? await tidyAll(database, { after: DEFAULT_POLICY, isOver })
      : { ...(await tidyOne(database, graphId, isOver)), refused: null };
  // What cannot be removed now is tried again by the clock, which warns.
  await removeLogFiles(database, isOver).catch(() => undefined);
  await transact(database, async (tx) => {
    noteForAudit(tx, actor, { object: objectOf(graph), after: removed });
  });
  // What was removed of the other graphs is in the audit by now.
  if (refused !== null) throw refused;
  return { ...removed, hasMore: !isDone };
}

/** What a process that died has left is removed first, as for all graphs. */
async function tidyOne(database: Database, graphId: number, isOver: () => boolean): Promise<Tidied> {
  if (!(await finishRemovals(database, isOver))) return { removed: NOTHING_REMOVED, isDone: false };
  return tidyGraph(database, graphId, await policyOf(database.queries, graphId), isOver);
}

/** What became of a graph, or why it was refused. */
async function orRefused(tidied: Promise<Tidied>): Promise<Tidied | Refused> {
  return tidied.catch((error: unknown) => {
    if (error instanceof Refused) return error;
    throw error;
  });
}

/** `next`: the graph behind which it has to go on. `refused`: why the first graph that may not be tidied was left. */
type TidiedAll = Tidied & { readonly next: number; readonly refused: Refused | null };

/**
 * Removes what the policies say of all graphs after one.
 *
 * @param told called with what was removed of each graph.
 */
export async function tidyAll(
  database: Database,
  { after, isOver }: { readonly after: number; readonly isOver: () => boolean },
  told: (graph: string, removed: RemovedCounts) => Promise<void> = async () => undefined,
): Promise<TidiedAll> {
  const { queries } = database;
  let removed = NOTHING_REMOVED;
  // What is refused for one graph keeps nothing of another one.
  let refused: Refused | null = null;
  if (!(await finishRemovals(database, isOver))) return { removed, isDone: false, next: after, refused };
  const policies = await policiesNow(queries);
  let next = after;
  for await (const { id, name } of graphsToTidy(queries, policies, after)) {
    const policy = policies.own.get(id) ?? policies.others;
    const tidied = await orRefused(tidyGraph(database, id, policy, isOver));
    if (tidied instanceof Refused) {
      refused ??= tidied;
      continue;
    }
    const { removed: more, isDone } = tidied;
    removed = addCounts(removed, more);
    if (Object.values(more).some((count) => count > 0)) await told(name, more);
    if (!isDone) return { removed, isDone, next, refused };
    next = id;
  }
  const days = policies.others.historyDays;
  if (days === null) return { removed, isDone: true, next: DEFAULT_POLICY, refused };
  const times = { days, now: await databaseNow(queries) };
  const history = await removeHistory(database, "folders", times, isOver);
  return {
    removed: addCounts(removed, { ...NOTHING_REMOVED, ...history.removed }),
    isDone: history.isDone,
    next: history.isDone ? DEFAULT_POLICY : next,
    refused,
  };
}
