import { backoff } from "#engine/time/backoff.ts";
import { type Database, isConnectionLost, transact } from "#platform/database/db.ts";
import { nextLookMs, scheduleFailed, schedulesToLookAt } from "#repos/schedules/schedule-rows.ts";
import { Refused } from "../pipeline-session/refused.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { advanceSchedule } from "./advance-schedule.ts";

/** So many are worked on at a time, and so many are read at once. */
const AT_ONCE = 4;
const BATCH = 200;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 300_000;

/**
 * Does all that is due of the schedules. One that fails is tried again later, with the error on its row, and holds back no
 * other.
 *
 * @param goesOn asked before each batch: false where this process must stop.
 * @param onError told of an error that is no refusal.
 * @returns in how many milliseconds the next is due; null where none is.
 */
export async function runSchedules(
  database: Database,
  goesOn: () => Promise<boolean>,
  onError: (error: unknown) => void,
): Promise<number | null> {
  for (;;) {
    const ids = await schedulesToLookAt(database.queries, BATCH);
    if (ids.length === 0 || !(await goesOn())) break;
    const waiting = [...ids];
    const work = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
        await advanceOne(database, id, onError);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
  return nextLookMs(database.queries);
}

async function advanceOne(database: Database, id: number, onError: (error: unknown) => void): Promise<void> {
  try {
    const { cancel } = await advanceSchedule(database, id);
    for (const pipeline of cancel) await endOlder(database, pipeline);
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    onError(error);
    const text = error instanceof Error ? error.message : String(error);
    await transact(database, (tx) =>
      scheduleFailed(tx, id, text.slice(0, 1_000), (tries) =>
        backoff(FIRST_RETRY_MS, 2, tries, MAX_RETRY_MS),
      ),
    );
  }
}

/** Ends a pipeline whose place a later one takes. The later one begins once this has ended. */
async function endOlder(database: Database, id: number): Promise<void> {
  try {
    const reason = "a later launch of its schedule takes its place";
    await cancelPipeline(database, { id, kill: true, reason }, "scheduler");
  } catch (error) {
    // It has ended by itself meanwhile.
    if (!(error instanceof Refused)) throw error;
  }
}
