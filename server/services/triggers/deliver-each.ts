import type { StreamSettings } from "#engine/triggers/stream-kind.ts";
import { CommitUnknown, type Database, isConnectionLost } from "#platform/database/db.ts";
import { driverError, isOfValues } from "#platform/database/driver-error.ts";
import { errorWords } from "#platform/database/error-words.ts";
import { StreamProblem } from "../streams/redis-of-stream.ts";
import {
  type DeliveredRecords,
  deliverRecords,
  noteRefused,
  type Refused,
  TriggerProblem,
} from "./deliver-records.ts";
import type { GivenRecord } from "./stream-group.ts";

/** `left`: those that were not worked on, by no fault of theirs. `error`: what stopped this, or the first record that failed. */
type Delivered = { readonly left: readonly GivenRecord[]; readonly error: unknown };

/**
 * Delivers records together, or where that cannot be, each alone. A record whose delivery fails is refused, and holds back
 * no other; where the database or the Redis fails, none is.
 *
 * @param finish what has to be done with those that were delivered.
 */
export async function deliverEach(
  database: Database,
  triggerId: number,
  settings: StreamSettings,
  records: readonly GivenRecord[],
  finish: (done: readonly string[], refused: readonly Refused[]) => Promise<void>,
): Promise<Delivered> {
  const waiting: (readonly GivenRecord[])[] = [records];
  let failed: unknown = null;
  for (let some = waiting.shift(); some !== undefined; some = waiting.shift()) {
    try {
      const delivered = await delivery(database, triggerId, settings, some);
      if (delivered.act === "delivered") await finish(delivered.done, delivered.refused);
      else if (delivered.act === "alone") waiting.unshift(...some.map((record) => [record]));
      else return { left: [some, ...waiting].flat(), error: failed };
      failed ??= delivered.error;
    } catch (error) {
      return { left: [some, ...waiting].flat(), error };
    }
  }
  return { left: [], error: failed };
}

/** As `deliverRecords`. An error that is of the records makes them delivered alone, and one that is alone refused. */
async function delivery(
  database: Database,
  triggerId: number,
  settings: StreamSettings,
  some: readonly GivenRecord[],
): Promise<DeliveredRecords & { readonly error: unknown }> {
  try {
    return { ...(await deliverRecords(database, triggerId, settings, some)), error: null };
  } catch (error) {
    const [record] = some;
    if (record === undefined || !isOfRecord(error)) throw error;
    if (some.length > 1) return { act: "alone", error: null };
    const refused = { record, reason: `Its delivery failed: ${errorWords(error)}` };
    // Perhaps it cannot be noted either. It is refused all the same.
    await noteRefused(database, triggerId, settings, refused).catch((again: unknown) => {
      if (!isOfRecord(again)) throw again;
    });
    return { act: "delivered", done: [], refused: [refused], error };
  }
}

/** True where an error may come from what a record has in it. Others would stop any record. */
function isOfRecord(error: unknown): boolean {
  if (error instanceof TriggerProblem || error instanceof StreamProblem || error instanceof CommitUnknown)
    return false;
  if (isOfValues(error)) return true;
  return !isConnectionLost(error) && driverError(error)?.errno === undefined;
}
