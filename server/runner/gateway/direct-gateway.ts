import {
  type AttemptResult,
  type AttemptToKill,
  type Candidate,
  type ClaimedTrack,
  type ClaimingRunner,
  type Claims,
  type ExecutedAttempt,
  type Hint,
  type LogPiece,
  type Looked,
  PipelineGone,
  type RevealedSecrets,
  type RunnerGateway,
  type RunnerIdentity,
  type Settled,
  type UnsettledAttempt,
} from "#contract/runners/runner-gateway.ts";
import type { Database } from "#platform/database/db.ts";
import type { Logger } from "#platform/log.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { candidatesFor, claimCandidates } from "#services/attempts/claim-tracks.ts";
import { FailedClaims } from "#services/attempts/failed-claims.ts";
import { LeftToOthers } from "#services/attempts/left-to-others.ts";
import { lookForWork } from "#services/attempts/look-for-work.ts";
import { SeenQueue } from "#services/attempts/seen-queue.ts";
import { settleTracks } from "#services/attempts/settle-tracks.ts";
import { BackgroundWork } from "#services/background/duties/background-work.ts";
import { startSweep } from "#services/background/duties/start-sweep.ts";
import { revealForAttempt } from "#services/connections/reveal-for-attempt.ts";
import {
  areRunnersGone,
  attemptsToKill,
  beat,
  endRunner,
  noteDraining,
  recordGap,
  registerRunner,
  unsettledOf,
} from "#services/fleet/runner-life.ts";
import { bytesLoggedIn, storeLog } from "#services/logs/store-log.ts";
import { claimDelaysOfTracks } from "#services/metrics/claim-delays.ts";
import { KeptPipelines } from "#services/pipeline-session/kept/kept-pipelines.ts";
import { Refused } from "#services/refusals/refused.ts";

/** With so many milliseconds for each other runner they look one after the other, and the first one takes most. */
const SPREAD_MS_A_RUNNER = 3;
const MAX_SPREAD_MS = 60;

export type DirectGatewayParts = {
  readonly database: Database;
  /** A separate connection pool, so that no long statement delays a heartbeat. */
  readonly pulse: Database;
  readonly log: Logger;
  readonly warnings: RepeatedWarnings;
  readonly secrets: SecretBox;
  /** The name of this process in the `duty` table. */
  readonly holder: string;
  readonly leaseMs: number;
};

/** A runner with a database of its own. It also does its share of what is to be done for all. */
export class DirectGateway implements RunnerGateway {
  readonly isRemote = false;
  readonly killLookMs = 1_000;
  private readonly parts: DirectGatewayParts;
  private readonly kept = new KeptPipelines();
  private readonly seen = new SeenQueue();
  private readonly left = new LeftToOthers();
  private readonly failed: FailedClaims;
  private readonly background: BackgroundWork;
  private stopSweeping: () => void = () => undefined;

  constructor(parts: DirectGatewayParts) {
    this.parts = parts;
    this.failed = new FailedClaims(parts.warnings);
    this.background = new BackgroundWork(parts.database, parts.warnings);
  }

  register(identity: RunnerIdentity, _labels: readonly string[], leaseMs: number): Promise<number> {
    return registerRunner(this.parts.pulse, identity, leaseMs);
  }

  claimDelays(trackIds: readonly number[]): Promise<readonly number[]> {
    return claimDelaysOfTracks(this.parts.database.queries, trackIds);
  }

  beat(runnerId: number, leaseMs: number): Promise<boolean> {
    return beat(this.parts.pulse, runnerId, leaseMs);
  }

  end(runnerId: number): Promise<void> {
    return endRunner(this.parts.pulse, runnerId);
  }

  areGone(runnerIds: readonly number[]): Promise<boolean> {
    return areRunnersGone(this.parts.database.queries, runnerIds);
  }

  recordGap(runnerId: number, text: string): Promise<void> {
    return recordGap(this.parts.database, runnerId, text);
  }

  listen(hear: (hint: Hint) => void): () => void {
    const { wakeUps } = this.parts.database;
    return wakeUps.listen((wakeUp, isOwn) => {
      const { kind, pipeline, forOne } = wakeUp;
      if (kind === "kill") hear({ kind, pipeline });
      if (kind !== "work") return;
      this.seen.forget();
      this.left.tell(forOne === undefined ? null : pipeline);
      if (forOne !== undefined) {
        const isFirstRound = forOne.passes > wakeUps.reached("runner");
        const wanted = isFirstRound ? forOne.tracks : 1;
        const passOn = () => wakeUps.passOn(wakeUp);
        return hear({ kind, spreadMs: 0, forOne: { isOwn, wanted, isToBeTaken: !isFirstRound, passOn } });
      }
      const spreadMs = Math.min(MAX_SPREAD_MS, wakeUps.reached("runner") * SPREAD_MS_A_RUNNER);
      hear({ kind, spreadMs: isOwn ? 0 : spreadMs });
    });
  }

  async look(runner: ClaimingRunner, free: number): Promise<Looked> {
    const { failed } = this;
    const mark = this.seen.mark();
    const { due, ...found } = await lookForWork(this.parts.database, { ...runner, failed }, free);
    const workForAll = () => this.background.take(due);
    if (free <= 0) return { ...found, workForAll };
    this.seen.note(found.candidates, candidatesFor(free), mark);
    const { candidates, nextMs } = this.left.from(found.candidates);
    this.left.looked();
    return {
      ...found,
      candidates,
      nextDueMs: Math.min(found.nextDueMs, nextMs, failed.nextMs()),
      workForAll,
    };
  }

  stopLooking(): void {
    // A look never waits.
  }

  async claim(
    runner: ClaimingRunner,
    candidates: readonly Candidate[],
    free: number,
    onClaimed: (tracks: readonly ClaimedTrack[]) => void,
  ): Promise<Claims> {
    const { seen, failed, kept } = this;
    const claimant = { ...runner, failed };
    const claims = await claimCandidates(this.parts.database, claimant, candidates, free, onClaimed, kept);
    seen.remove(claims.claimed.map(({ trackId }) => trackId));
    return claims;
  }

  async settle(results: readonly AttemptResult[], runner: ClaimingRunner, free: number): Promise<Settled> {
    const { seen, left, failed, kept } = this;
    try {
      return await settleTracks(this.parts.database, results, { ...runner, seen, left, failed }, free, kept);
    } catch (error) {
      const isGone = error instanceof Refused && error.refusal.code === "not-found";
      throw isGone ? new PipelineGone(results[0]?.pipelineId ?? 0, { cause: error }) : error;
    }
  }

  unsettled(runnerIds: readonly number[], olderThanMs: number): Promise<readonly UnsettledAttempt[]> {
    return unsettledOf(this.parts.database, runnerIds, olderThanMs);
  }

  attemptsToKill(attempts: readonly ExecutedAttempt[]): Promise<readonly AttemptToKill[]> {
    return attemptsToKill(this.parts.database, attempts);
  }

  readSecrets({ secrets, task, pipelineId }: ClaimedTrack): Promise<RevealedSecrets> {
    const { database, secrets: box } = this.parts;
    const transfer = task.kind === "transfer" ? task.spec : null;
    return revealForAttempt(database.queries, box, { secrets, transfer }, pipelineId);
  }

  storeLog(pieces: readonly LogPiece[]): Promise<void> {
    return storeLog(this.parts.database, pieces);
  }

  bytesLogged(pipelineId: number): Promise<number> {
    return bytesLoggedIn(this.parts.database, pipelineId);
  }

  startWorkForAll(): void {
    this.stopSweeping = startSweep({ ...this.parts, database: this.parts.pulse });
  }

  stopWorkForAll(): void {
    // The sweep goes on while scripts do: it may be that nobody else does it.
    this.background.stop();
  }

  noteDraining(runnerId: number): Promise<void> {
    return noteDraining(this.parts.pulse, runnerId);
  }

  async close(): Promise<void> {
    this.stopSweeping();
    this.parts.database.wakeUps.close();
    await Promise.all([this.parts.database.close(), this.parts.pulse.close()]);
  }
}
