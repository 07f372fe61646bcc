import type { Database } from "#platform/database/db.ts";
import { unsettledAttemptsOf } from "#repos/tracks/attempt-rows.ts";
import type { Claimant } from "./claim-tracks.ts";
import { type AttemptResult, settleTracks } from "./settle-tracks.ts";

/** What is known of the attempts of a runner that died. */
export type Leftover = {
  /** The rows of the runner table that it lived as. */
  readonly runnerIds: readonly number[];
  /** That a token is not in `begun` proves that its attempt never began. */
  readonly isWhole: boolean;
  /** Tokens in hex. */
  readonly begun: ReadonlySet<string>;
  readonly ended: readonly AttemptResult[];
};

const NOT_BEGUN = { end: null, logBytes: 0, isLogCut: false };

/**
 * Settles what a dead runner's attempts are known to have come to, with their own tokens: a result that somebody has
 * decided about meanwhile is refused and recorded, like any late one. Attempts that may have begun and did not end are
 * left alone: nobody knows how far they got.
 *
 * @returns how many results were taken, how many attempts went back to the others, and how many came too late.
 */
export async function recoverAttempts(
  database: Database,
  { runnerIds, isWhole, begun, ended }: Leftover,
  claimant: Claimant,
): Promise<{ settled: number; handedBack: number; refused: number }> {
  const hasEnded = new Set(ended.map(({ token }) => token.toString("hex")));
  const unsettled = isWhole ? await unsettledAttemptsOf(database.queries, runnerIds) : [];
  const neverBegun = unsettled
    .filter(({ token }) => !begun.has(token.toString("hex")) && !hasEnded.has(token.toString("hex")))
    .map((attempt): AttemptResult => ({ ...attempt, ...NOT_BEGUN }));
  const took = { settled: 0, handedBack: 0, refused: 0 };
  for (const result of [...ended, ...neverBegun]) {
    const { fates } = await settleTracks(database, [result], claimant, 0);
    if (fates[0] === "stale") took.refused += 1;
    else if (result.end === null) took.handedBack += 1;
    else took.settled += 1;
  }
  return took;
}
