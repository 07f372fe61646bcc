import type { RetentionBounds } from "#engine/retention/retention-policy.ts";
import { isOutOf } from "#engine/retention/retention-policy.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { hasErrno } from "#platform/database/driver-error.ts";
import { failpoint } from "#platform/failpoint.ts";
import { inPieces } from "#repos/read-in-pieces.ts";
import { membersOf } from "#repos/retention/removable-rows.ts";
import {
  deletePipeline,
  deleteSomeEvents,
  deleteSomeLogs,
  deleteSomeOldLogs,
  deleteSomeTracks,
  halfRemoved,
  lockIfFree,
  markRemoved,
  noteLogsRemoved,
  tryToDelete,
} from "#repos/retention/removal-writes.ts";
import { noteLogFilesRemoved } from "#repos/tracks/log-file-rows.ts";
import { refuse } from "../refusals/refused.ts";
import { isFree, type Removable, stillNeeded } from "./find-removable.ts";

/** So much is in one transaction: it takes some milliseconds. */
const LOGS_A_TRANSACTION = 100;
const EVENTS_A_TRANSACTION = 500;
const TRACKS_A_TRANSACTION = 100;
const HALF_A_LOOK = 100;
/** A log that was stored within these hours is of another run: a pipeline loses its logs days after its end. */
const HOURS_OF_ANOTHER_RUN = 12;
const NOT_ALLOWED: ReadonlySet<number> = new Set([1142, 1143]);

/** @throws Refused `state-forbids` where the user of the database may not delete what retention deletes. */
export async function refuseWithoutGrants(database: Database): Promise<void> {
  try {
    await transact(database, tryToDelete);
  } catch (error) {
    if (!hasErrno(error, NOT_ALLOWED)) throw error;
    refuse("state-forbids", "The user of the database may not delete what retention removes.", {
      kept: "Nothing was removed.",
      todo: "Give it the grants of docs/web-user-retention.sql, as docs/retention.md says.",
    });
  }
}

/**
 * Marks a pipeline with all below it as being removed, if that is still right: it is judged once more under their locks.
 * What somebody has locked is left for the next time. Gives how many pipelines it marked.
 */
export async function markTree(database: Database, rootId: number, bounds: RetentionBounds): Promise<number> {
  return transact(database, async (tx) => {
    if (!(await lockIfFree(tx, rootId))) return 0;
    const members = await membersOf(tx, [rootId], true);
    const [root] = members;
    if (root === undefined || !isOutOf(root, bounds) || !isFree(members)) return 0;
    const needed = await stillNeeded(
      tx,
      members.map(({ id }) => id),
    );
    if (needed.size > 0) return 0;
    await markRemoved(tx, members);
    return members.length;
  });
}

/**
 * Goes on with what was marked, also by a process that has died: children first. Each transaction is short, and locks
 * nothing that runs.
 *
 * @returns false where the time was over before the end.
 */
export async function finishRemovals(database: Database, isOver: () => boolean): Promise<boolean> {
  for (;;) {
    const ids = await halfRemoved(database.queries, HALF_A_LOOK);
    if (ids.length === 0) return true;
    for (const id of ids) if (!(await finishRemoval(database, id, isOver))) return false;
  }
}

async function finishRemoval(database: Database, id: number, isOver: () => boolean): Promise<boolean> {
  const steps = [
    { act: deleteSomeLogs, limit: LOGS_A_TRANSACTION },
    { act: deleteSomeEvents, limit: EVENTS_A_TRANSACTION },
    { act: deleteSomeTracks, limit: TRACKS_A_TRANSACTION },
  ];
  for (const { act, limit } of steps)
    for (;;) {
      if (isOver()) return false;
      const count = await transact(database, (tx) => act(tx, id, limit));
      if (count > 0) failpoint("in-removal");
      if (count < limit) break;
    }
  await transact(database, (tx) => deletePipeline(tx, id));
  return true;
}

/**
 * Removes the logs of a pipeline that is kept, and of all below it.
 *
 * @returns false where the time was over before the end: the next time goes on.
 */
export async function removeLogs(
  database: Database,
  { members }: Removable,
  isOver: () => boolean,
): Promise<boolean> {
  const limit = LOGS_A_TRANSACTION;
  for (const { id: pipelineId } of members)
    for (;;) {
      if (isOver()) return false;
      const about = { pipelineId, hours: HOURS_OF_ANOTHER_RUN, limit };
      if ((await transact(database, (tx) => deleteSomeOldLogs(tx, about))) < limit) break;
    }
  const ids = members.map(({ id }) => id);
  // Last: until then it is found again.
  await transact(database, async (tx) => {
    for (const some of inPieces(ids)) await noteLogFilesRemoved(tx, some, HOURS_OF_ANOTHER_RUN);
    await noteLogsRemoved(tx, ids);
  });
  return true;
}
