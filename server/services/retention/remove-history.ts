import { cutoffOf } from "#engine/retention/retention-policy.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import {
  deleteHistory,
  HISTORY_KINDS,
  type HistoryKind,
  type HistoryRow,
  historyAfter,
  ownersOf,
} from "#repos/retention/history-rows.ts";
import { refuseWithoutGrants } from "./remove-pipelines.ts";

const ROWS_A_PAGE = 500;

/**
 * Old fires, deliveries and notices of a graph, in pages, the oldest first. Kept is what something still waits for, and
 * the newest of each schedule, trigger and rule.
 *
 * @param graphId `folders`: of the rules that are about folders.
 */
export async function* oldHistoryOf(
  tx: Queries,
  kind: HistoryKind,
  graphId: number | "folders",
  { days, now }: { readonly days: number; readonly now: number },
): AsyncGenerator<readonly HistoryRow[]> {
  const before = cutoffOf(days, now);
  for (const ownerId of await ownersOf(tx, kind, graphId))
    for (let after = 0; ; ) {
      // One more: the newest of all is kept.
      const rows = await historyAfter(tx, kind, { ownerId, after, limit: ROWS_A_PAGE + 1 });
      const page = rows.slice(0, -1);
      const isOld = ({ at }: HistoryRow) => at.getTime() < before;
      yield page.filter((row) => isOld(row) && !row.isNeeded);
      const last = page.at(-1);
      if (last === undefined || rows.length <= ROWS_A_PAGE || !isOld(last)) break;
      after = last.id;
    }
}

/**
 * Removes old fires, deliveries and notices of a graph. Gives how many of each, and whether the time was over before the
 * end.
 *
 * @throws Refused `state-forbids` where the user of the database may not delete.
 */
export async function removeHistory(
  database: Database,
  graphId: number | "folders",
  times: { readonly days: number; readonly now: number },
  isOver: () => boolean,
): Promise<{ readonly removed: Readonly<Record<HistoryKind, number>>; readonly isDone: boolean }> {
  const removed = { fires: 0, deliveries: 0, notices: 0 };
  let isChecked = false;
  for (const kind of HISTORY_KINDS)
    for await (const rows of oldHistoryOf(database.queries, kind, graphId, times)) {
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0 && !isChecked) await refuseWithoutGrants(database);
      isChecked ||= ids.length > 0;
      if (ids.length > 0) await transact(database, (tx) => deleteHistory(tx, kind, ids));
      removed[kind] += ids.length;
      if (isOver()) return { removed, isDone: false };
    }
  return { removed, isDone: true };
}
