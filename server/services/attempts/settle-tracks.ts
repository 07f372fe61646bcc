import type { ExecutionEnd } from "#engine/kinds/execution-end.ts";
import { isEnded } from "#engine/model/track.ts";
import { settlementFor, undoSettlementFor } from "#engine/transition/settlement.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { type AttemptRow, findAttemptByToken } from "#repos/tracks/attempt-rows.ts";
import { claimableTracks } from "#repos/tracks/claim-query.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import { type Claimant, type ClaimedTrack, claimIn } from "./claim-tracks.ts";

/** The result of one attempt, with the token that makes it this attempt's and nobody else's. */
export type AttemptResult = {
  readonly trackId: number;
  readonly pipelineId: number;
  readonly number: number;
  readonly attempt: number;
  readonly token: Buffer;
  /** Null where it was claimed and never started: it goes back to the others. */
  readonly end: ExecutionEnd | null;
  readonly logBytes: number;
  readonly isLogCut: boolean;
};

export type Settled = {
  /** For each result, in order: whether it was taken, or came too late and was recorded as refused. */
  readonly fates: readonly ("settled" | "stale")[];
  readonly claimed: readonly ClaimedTrack[];
  /** Something follows in another pipeline: `reconcileChildPipelines` does it. */
  readonly concernsOthers: boolean;
};

/**
 * Writes the results of attempts of one pipeline, advances it, and claims what is next for the same runner, in one
 * transaction. Saying a result twice changes nothing.
 *
 * @param results all of one pipeline.
 * @param freeSlots how many tracks the claimant can start right after this.
 */
export async function settleTracks(
  database: Database,
  results: readonly AttemptResult[],
  claimant: Claimant,
  freeSlots: number,
): Promise<Settled> {
  const [first] = results;
  if (first === undefined) return { fates: [], claimed: [], concernsOthers: false };
  return transact(database, (tx) =>
    withPipeline(tx, first.pipelineId, async (session) => {
      await session.load(results.flatMap(({ number }) => neededBy(session, number)));
      const fates: ("settled" | "stale")[] = [];
      for (const result of results) fates.push(await settleOne(session, result, `runner ${claimant.name}`));
      const claimed = await claimNext(session, claimant, freeSlots);
      return { fates, claimed, concernsOthers: session.concernsOthers };
    }),
  );
}

/** What most settlements look at, so that it is read at once. */
function neededBy(session: PipelineSession, number: number): number[] {
  const vertex = session.plan.vertices[number];
  return [number, ...(vertex?.outs.map((edge) => edge.head) ?? []), ...(vertex?.routeReads ?? [])];
}

async function settleOne(
  session: PipelineSession,
  result: AttemptResult,
  actor: string,
): Promise<"settled" | "stale"> {
  const { number } = result;
  const track = session.track(number);
  const isOurs = track.token?.equals(result.token) === true && !isEnded(track.state);
  if (!isOurs) return refuseLate(session, result, actor);
  const outcome =
    result.end === null
      ? ({ to: "handed-back" } as const)
      : track.state === "reverting"
        ? undoSettlementFor(session.plan, number, result.end)
        : settlementFor(session.plan, number, result.end, session.row, Math.random(), session.facts);
  session.endAttempt(number, {
    state: outcome.to === "skipped" ? "failed" : outcome.to,
    outputs: outcome.to === "succeeded" ? (outcome.outputs ?? null) : null,
    exitCode: exitOf(result.end),
    signal: result.end?.signal ?? null,
    reason: "reason" in outcome ? (outcome.reason ?? null) : null,
    logBytes: result.logBytes,
    isLogCut: result.isLogCut,
  });
  // Its undo stays to be claimed: no move takes the claim away.
  if (outcome.to === "handed-back" && track.state === "reverting") {
    session.adjust(number, { token: null, startedAt: "none" });
    session.writes.releaseSlots(track.id);
  }
  await session.decide({ type: "settled", number, outcome }, actor);
  return "settled";
}

async function refuseLate(
  session: PipelineSession,
  result: AttemptResult,
  actor: string,
): Promise<"settled" | "stale"> {
  const attempt = await findAttemptByToken(session.tx, result.token);
  // The answer to our own COMMIT was lost and we said it again: it stands already.
  if (attempt !== null && isSaidAgain(attempt, result.end)) return "settled";
  const { state } = session.track(result.number);
  session.addRefusedEvent(
    result.number,
    result.attempt,
    `late result refused: attempt ${result.attempt} reported ${endText(result.end)}, but the track is ${state} by now`,
    actor,
  );
  return "stale";
}

/** True where the attempt stands with this very end; one that a person has ended meanwhile stands with another. */
function isSaidAgain(attempt: AttemptRow, end: ExecutionEnd | null): boolean {
  if (attempt.finishedAt === null || attempt.state === "lost") return false;
  return attempt.exitCode === exitOf(end) && attempt.signal === (end?.signal ?? null);
}

/** Of a request its status: that is what tells one end of it from another. */
function exitOf(end: ExecutionEnd | null): number | null {
  return end?.response?.status ?? end?.exitCode ?? null;
}

function endText(end: ExecutionEnd | null): string {
  if (end === null) return "that it never started";
  if (end.signal !== null) return `signal ${end.signal}`;
  if (end.response != null) return `status ${end.response.status}`;
  return end.exitCode === null ? "no exit code" : `exit ${end.exitCode}`;
}

/**
 * What the runner does next without another trip: the oldest claimable tracks of all pipelines come first, and of
 * those this transaction may take the ones of its own pipeline; then the tracks it has just made ready. Where slots are
 * left for the others in any case, nobody is passed over by taking what was just made ready, and the look at the others
 * is spared: a tenth of a hop in a chain.
 */
async function claimNext(
  session: PipelineSession,
  claimant: Claimant,
  freeSlots: number,
): Promise<ClaimedTrack[]> {
  if (freeSlots <= 0) return [];
  const made = session
    .newlyClaimable()
    // What waits for others to give something back is found by the next look, once this is written.
    .filter((number) => !session.tracks.asRead(number).hasConcurrencyClaims)
    .filter((number) => claimant.labels.includes(session.tracks.asRead(number).labels));
  if (made.length > 0 && made.length <= freeSlots / 2) return claimIn(session, made, claimant);
  const waiting = await claimableTracks(session.tx, claimant, freeSlots);
  const ours = waiting
    .filter((candidate) => candidate.pipelineId === session.row.id)
    .map(({ number }) => number);
  await session.load(ours);
  const ready = made.filter((number) => !ours.includes(number));
  return claimIn(session, [...ours, ...ready.slice(0, freeSlots - waiting.length)], claimant);
}
