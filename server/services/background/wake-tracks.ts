import { type Database, transact } from "#platform/database/db.ts";
import { dueTracksOf, pipelinesWithDueTracks } from "#repos/tracks/track-rows.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";

/** What more there is waits for the next look, so that one runner does not hold up its own scripts. */
const MAX_PIPELINES = 20;

/**
 * Lets tracks go on that have slept long enough, also of paused pipelines: there they are ready, and not claimed. Any
 * number of processes may do it at once.
 */
export async function wakeTracks(database: Database): Promise<void> {
  const ids = await pipelinesWithDueTracks(database.queries, MAX_PIPELINES);
  await runAllThenThrow(ids.map((id) => () => wakeIn(database, id)));
}

function wakeIn(database: Database, id: number): Promise<void> {
  return transact(database, async (tx) => {
    const open = await PipelineSession.open(tx, id);
    if (open === null) return;
    const numbers = await dueTracksOf(tx, id);
    await open.load(numbers);
    for (const number of numbers) {
      const refused = await open.apply({ type: "woken", number }, "clock");
      if (refused !== null) throw new Error(`A sleeping track could not be woken: ${refused}`);
    }
    await open.write();
  });
}
