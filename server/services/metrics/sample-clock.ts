import type { Database } from "#platform/database/db.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { takeDuty } from "#repos/fleet/duty-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { takeSample } from "./take-sample.ts";

/** Often enough that each minute has its sample. */
const LOOK_MS = 20_000;
/** So long one process keeps the samples, if it does not renew that. */
const HOLD_MS = 50_000;
const WORK = "the samples of the statistics";

/**
 * Takes part in the samples of the statistics: one process at a time writes one each minute.
 *
 * @returns a function that stops it.
 */
export function startSamples(parts: {
  readonly database: Database;
  readonly warnings: RepeatedWarnings;
  readonly holder: string;
}): () => void {
  const { database, warnings, holder } = parts;
  return runEvery(LOOK_MS, async () => {
    try {
      if ((await takeDuty(database.queries, "statistics", holder, HOLD_MS)) !== null)
        await takeSample(database, await databaseNow(database.queries));
      warnings.worked(WORK);
    } catch (error) {
      warnings.failed(WORK, error);
    }
  });
}
