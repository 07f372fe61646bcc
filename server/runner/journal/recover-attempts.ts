import {
  type AttemptResult,
  type ClaimingRunner,
  PipelineGone,
  type RunnerGateway,
} from "#contract/runners/runner-gateway.ts";
import { isConnectionLost } from "#platform/database/db.ts";

/** What a restarted runner knows about the attempts of its earlier process. */
export type Leftover = {
  /** The rows of the runner table that belong to earlier processes of the runner. */
  readonly runnerIds: readonly number[];
  /** True where a token that is missing in `begun` proves that its attempt never began. */
  readonly isWhole: boolean;
  /** Tokens in hex. */
  readonly begun: ReadonlySet<string>;
  readonly ended: readonly AttemptResult[];
};

const NOT_BEGUN = { end: null, logBytes: 0, isLogCut: false };

/** What became of the attempts of an earlier runner process. */
export type Recovered = {
  settled: number;
  handedBack: number;
  /** Results that came too late. */
  refused: number;
  /** Results that are given up, since their pipelines are not in the database. */
  givenUp: number;
  /** Those of which nothing is left to do. */
  readonly told: AttemptResult[];
  /** Why others could not be settled now. */
  readonly problems: unknown[];
};

/**
 * Settles the attempts of a runner's earlier process whose results are known, with their own tokens. A result is
 * refused and recorded if a person has decided about its track meanwhile. Attempts that may have begun and have no
 * result stay as they are: their state is unknown. One that cannot be settled holds back no other.
 *
 * @param isGivenUp whether a result is given up whose pipeline is not in the database.
 */
export async function recoverAttempts(
  gateway: Pick<RunnerGateway, "unsettled" | "settle">,
  { runnerIds, isWhole, begun, ended }: Leftover,
  runner: ClaimingRunner,
  isGivenUp: boolean,
): Promise<Recovered> {
  const took: Recovered = { settled: 0, handedBack: 0, refused: 0, givenUp: 0, told: [], problems: [] };
  const hasEnded = new Set(ended.map(({ token }) => token.toString("hex")));
  const unsettled = isWhole ? await gateway.unsettled(runnerIds, 0) : [];
  const neverBegun = unsettled
    .filter(({ token }) => !begun.has(token.toString("hex")) && !hasEnded.has(token.toString("hex")))
    .map(({ isLost: _, ...attempt }): AttemptResult => ({ ...attempt, ...NOT_BEGUN }));
  for (const result of [...ended, ...neverBegun]) {
    try {
      const { fates } = await gateway.settle([result], runner, 0);
      if (fates[0] === "stale") took.refused += 1;
      else if (result.end === null) took.handedBack += 1;
      else took.settled += 1;
      took.told.push(result);
    } catch (error) {
      if (isGivenUp && error instanceof PipelineGone) {
        took.givenUp += 1;
        took.told.push(result);
      } else took.problems.push(error);
      if (isAway(error)) break;
    }
  }
  return took;
}

/** Whether nobody answered: the others would wait in vain, too. */
function isAway(error: unknown): boolean {
  return isConnectionLost(error) || (error as { isPassing?: boolean }).isPassing === true;
}
