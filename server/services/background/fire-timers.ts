import { type Database, transact } from "#platform/database/db.ts";
import { dueTracksOf, pipelinesWithDueTracks } from "#repos/tracks/track-rows.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

/** The rest waits for the next call, so that a runner does not delay its own scripts. */
const MAX_PIPELINES = 20;

/**
 * Wakes tracks whose sleep is over. In a paused pipeline they become ready, but are not claimed. Any number of
 * processes may do this at once.
 */
export async function fireTimers(database: Database): Promise<void> {
  const ids = await pipelinesWithDueTracks(database.queries, MAX_PIPELINES);
  await runAllThenThrow(ids.map((id) => () => fireTimersIn(database, id)));
}

function fireTimersIn(database: Database, id: number): Promise<void> {
  return transact(database, (tx) =>
    withPipeline(tx, id, async (session) => {
      const numbers = await dueTracksOf(tx, id);
      await session.load(numbers);
      for (const number of numbers) await session.decide({ type: "timer-due", number }, "clock");
    }),
  );
}
