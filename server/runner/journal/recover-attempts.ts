import type { AttemptResult, ClaimingRunner, RunnerGateway } from "#contract/runners/runner-gateway.ts";

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

/**
 * Settles the attempts of a runner's earlier process whose results are known, with their own tokens. A result is
 * refused and recorded if a person has decided about its track meanwhile. Attempts that may have begun and have no
 * result stay as they are: their state is unknown.
 *
 * @returns how many results were accepted, how many attempts were handed back, and how many results came too late.
 */
export async function recoverAttempts(
  gateway: RunnerGateway,
  { runnerIds, isWhole, begun, ended }: Leftover,
  runner: ClaimingRunner,
): Promise<{ settled: number; handedBack: number; refused: number }> {
  const hasEnded = new Set(ended.map(({ token }) => token.toString("hex")));
  const unsettled = isWhole ? await gateway.unsettled(runnerIds, 0) : [];
  const neverBegun = unsettled
    .filter(({ token }) => !begun.has(token.toString("hex")) && !hasEnded.has(token.toString("hex")))
    .map(({ isLost: _, ...attempt }): AttemptResult => ({ ...attempt, ...NOT_BEGUN }));
  const took = { settled: 0, handedBack: 0, refused: 0 };
  for (const result of [...ended, ...neverBegun]) {
    const { fates } = await gateway.settle([result], runner, 0);
    if (fates[0] === "stale") took.refused += 1;
    else if (result.end === null) took.handedBack += 1;
    else took.settled += 1;
  }
  return took;
}
