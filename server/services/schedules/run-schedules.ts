import { cutText } from "#engine/text/cut-text.ts";
import { backoff } from "#engine/time/backoff.ts";
import { type Database, isConnectionLost, transact } from "#platform/database/db.ts";
import { errorWords } from "#platform/database/error-words.ts";
import { nextLookMs, scheduleFailed, schedulesToLookAt } from "#repos/schedules/schedule-rows.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { Refused } from "../refusals/refused.ts";
import { advanceSchedule } from "./advance-schedule.ts";

/** So many are worked on at a time, and so many are read at once. */
const AT_ONCE = 4;
const BATCH = 200;
/** How soon those are looked at again that another process has. */
const BUSY_MS = 250;
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
    let done = 0;
    const work = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
        if (await advanceOne(database, id, onError)) done += 1;
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    // Those that are left are being worked on elsewhere, perhaps by a process that is frozen.
    if (done === 0) return BUSY_MS;
  }
  return nextLookMs(database.queries);
}

/** @returns false where another process has the schedule. */
async function advanceOne(
  database: Database,
  id: number,
  onError: (error: unknown) => void,
): Promise<boolean> {
  try {
    const { cancel, isBusy = false } = await advanceSchedule(database, id);
    for (const pipeline of cancel) await endOlder(database, pipeline);
    return !isBusy;
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    onError(error);
    const text = errorWords(error);
    const delayOf = (tries: number) => backoff(FIRST_RETRY_MS, 2, tries, MAX_RETRY_MS);
    return transact(database, (tx) => scheduleFailed(tx, id, cutText(text, 1_000), delayOf));
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
