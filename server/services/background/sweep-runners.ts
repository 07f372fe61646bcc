import { type Database, transact } from "#platform/database/db.ts";
import { takeDuty } from "#repos/fleet/duty-rows.ts";
import { expiredRunners, loseExpiredRunner } from "#repos/fleet/runner-rows.ts";
import { tracksOfGoneRunners } from "#repos/tracks/track-rows.ts";
import { hasLostWork } from "#repos/work/lost-work.ts";
import { loseIn } from "../attempts/lose-track.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

export type SweepTimes = {
  readonly leaseMs: number;
  /** How often the sweep is done. */
  readonly tickMs: number;
};

/** For how many ticks a process keeps the sweep. No other needs to look more often than that. */
export const TICKS_OF_HOLD = 3;
/** How many ticks may be missed before the gap counts as an outage of the database. */
const TICKS_OF_GRACE = 6;

/**
 * One tick of the sweep, done by one process at a time: runners whose lease is over are marked lost, and so are their
 * running tracks. After a database outage no runner is marked lost for one whole lease, because none could renew its
 * lease. The same where the database's clock was set back: a lease from before that counts only until then.
 *
 * @param holder names this process.
 * @param memory what this process keeps between ticks: until when, on its monotonic clock, no runner is marked lost.
 * @returns the lost runners' names; null where another process does the sweep.
 */
export async function sweepRunners(
  database: Database,
  holder: string,
  times: SweepTimes,
  memory: { graceUntil: number },
  monotonicNow: number,
): Promise<string[] | null> {
  const gapMs = await takeDuty(database.queries, "sweep", holder, times.tickMs * TICKS_OF_HOLD);
  if (gapMs === null) return null;
  if (gapMs < 0 || gapMs > times.tickMs * TICKS_OF_GRACE) memory.graceUntil = monotonicNow + times.leaseMs;
  if (monotonicNow < memory.graceUntil || !(await hasLostWork(database.queries))) return [];
  const lost: string[] = [];
  for (const runner of await expiredRunners(database.queries)) {
    if (await transact(database, (tx) => loseExpiredRunner(tx, runner.id))) lost.push(runner.name);
  }
  await loseTracksOfLostRunners(database);
  return lost;
}

/** Also finishes an earlier sweep that crashed after it marked a runner lost and before it marked the tracks lost. */
async function loseTracksOfLostRunners(database: Database): Promise<void> {
  const tracks = await tracksOfGoneRunners(database.queries);
  await runAllThenThrow(
    tracks.map(({ runner, lastSeen, ...track }) => () => {
      const reason = `lost: runner ${runner} last seen ${lastSeen} UTC`;
      return loseTrack(database, track, reason);
    }),
  );
}

/** Does nothing where the attempt has ended since it was read: its track may belong to a runner that is alive. */
function loseTrack(
  database: Database,
  {
    pipelineId,
    number,
    token: lost,
  }: { readonly pipelineId: number; readonly number: number; readonly token: Buffer | null },
  reason: string,
): Promise<void> {
  return transact(database, (tx) =>
    withPipeline(tx, pipelineId, async (session) => {
      await session.load([number, ...session.vertex(number).outs.map((edge) => edge.head)]);
      const { state, token } = session.track(number);
      if (state !== "running" && state !== "reverting") return;
      if (token === null || lost === null || !token.equals(lost)) return;
      await loseIn(session, number, reason, "sweep");
    }),
  );
}
