import { type Database, transact } from "#platform/database/db.ts";
import { dueTracksOf, pipelinesWithDueTracks } from "#repos/tracks/due-track-rows.ts";
import { MAX_LISTED, runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

/** The rest waits for the next call, so that a runner does not delay its own scripts. */
const MAX_PIPELINES = 20;

/**
 * Wakes tracks whose sleep is over, the pipelines that are due for the longest time first. In a paused pipeline they
 * become ready, but are not claimed. Any number of processes may do this at once.
 *
 * @throws the first error, after the other pipelines were tried.
 */
export async function fireTimers(database: Database): Promise<void> {
  const ids = await pipelinesWithDueTracks(database.queries, MAX_LISTED);
  await runAllThenThrow(
    ids.map((id) => () => fireTimersIn(database, id)),
    MAX_PIPELINES,
  );
}

async function fireTimersIn(database: Database, id: number): Promise<void> {
  const forbidden = await transact(database, (tx) =>
    withPipeline(tx, id, async (session) => {
      const numbers = await dueTracksOf(tx, id);
      await session.load(numbers);
      const isAllowed = new Map<number, boolean>();
      for (const number of numbers) {
        // One that fired may have ended another, or set its time anew.
        if (session.track(number).due !== "keep") continue;
        isAllowed.set(number, await session.decideIfAllowed({ type: "timer-due", number }, "clock"));
      }
      return numbers.filter((number) => isAllowed.get(number) === false);
    }),
  );
  if (forbidden.length > 0)
    throw new Error(`Tracks of pipeline ${id} are due and cannot be woken: numbers ${forbidden.join(", ")}.`);
}
