import type { AttemptResult, Candidate, Settled } from "#contract/runners/runner-gateway.ts";
import { MAX_COST_TOGETHER, totalCost } from "#engine/cost/cost.ts";
import type { ExecutionEnd } from "#engine/kinds/kind/execution-end.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";
import { isEnded } from "#engine/model/track.ts";
import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import { settlementFor, undoSettlementFor } from "#engine/transition/settlement.ts";
import type { Database, Queries } from "#platform/database/db.ts";
import { type AttemptRow, findAttemptByToken } from "#repos/tracks/attempt-rows.ts";
import { KeptPipelines } from "../pipeline-session/kept/kept-pipelines.ts";
import { tracksOfSettlement } from "../pipeline-session/kept/tracks-read-next.ts";
import { withKeptPipeline, withPipelineKept } from "../pipeline-session/kept/with-kept-pipeline.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { askAlong, type Claimant, claimIn, nextCandidates } from "./claim-tracks.ts";
import { loseIn } from "./lose-track.ts";
import { withoutSecrets } from "./secrets-kept-out.ts";

type Claims = Pick<Settled, "claimed" | "isForOthers">;

/** The outputs, in characters, that one transaction writes, beside those of a single result. */
const MAX_OUTPUTS_TOGETHER = 8 * 1_048_576;

/**
 * Writes the results of attempts of one pipeline, advances it, and claims the next tracks for the same runner, in one
 * transaction. The same result a second time changes nothing.
 *
 * @param results results of attempts of one pipeline.
 * @param freeSlots how many tracks the claimant can start right after this.
 * @param kept what this process keeps of pipelines: with it a settlement is one trip to the database.
 */
export async function settleTracks(
  database: Database,
  results: readonly AttemptResult[],
  claimant: Claimant,
  freeSlots: number,
  kept = new KeptPipelines(),
): Promise<Settled> {
  const [first] = results;
  if (first === undefined) return { fates: [], claimed: [], isForOthers: false };
  const { pipelineId } = first;
  let free = () => freeSlots;
  const settleAll = async (session: PipelineSession, queries: Queries) => {
    const known = results.filter(({ number }) => session.plan.vertices[number] !== undefined);
    await session.load(known.flatMap(({ number }) => tracksOfSettlement(session.plan, number)));
    const fates: ("settled" | "stale")[] = [];
    const before = totalCost();
    let written = 0;
    for (const result of results) {
      if (fates.length > 0 && totalCost() - before > MAX_COST_TOGETHER) break;
      written += result.end?.outputText?.length ?? 0;
      if (fates.length > 0 && written > MAX_OUTPUTS_TOGETHER) break;
      fates.push(await settleOne(session, result, `runner ${claimant.name}`));
    }
    const isLast = fates.length === results.length;
    if (!isLast) return { fates, claimed: [], isForOthers: false };
    const claims = await claimNext(session, queries, claimant, free());
    // Decided again it may claim other tracks; meanwhile the runner may have given away the slots that it did not need.
    free = claimant.freeAgain ?? (() => freeSlots);
    return { fates, ...claims };
  };
  // What costs much, or is long, is settled in several transactions, so that none of them holds the pipeline for long.
  const goOn = async (settled: Settled): Promise<Settled> => {
    claimant.seen?.remove(settled.claimed.map(({ trackId }) => trackId));
    if (settled.claimed.length > 0) claimant.failed?.worked(pipelineId);
    const rest = results.slice(settled.fates.length);
    if (rest.length === 0) return settled;
    const more = await settleTracks(database, rest, claimant, freeSlots, kept);
    return { ...more, fates: [...settled.fates, ...more.fates] };
  };
  const plan = kept.peek(pipelineId)?.sealed.plan;
  try {
    const settled = await withKeptPipeline(
      database,
      kept,
      pipelineId,
      (session) => settleAll(session, database.queries),
      (tx, session) => askAlong(tx, claimant, freeSlots, session.newlyClaimable().length > 0),
    );
    if (settled !== null) return await goOn(settled.result);
    const likely = results.flatMap(({ number }) =>
      plan === undefined ? [number] : tracksOfSettlement(plan, number),
    );
    const locked = await withPipelineKept(
      database,
      kept,
      pipelineId,
      async (session) => {
        const result = await settleAll(session, session.tx);
        return { result, hasMade: session.newlyClaimable().length > 0 };
      },
      likely,
    );
    if (locked.hasMade) claimant.seen?.forget();
    return await goOn(locked.result);
  } catch (error) {
    claimant.seen?.forget();
    claimant.failed?.note(pipelineId, error);
    throw error;
  }
}

async function settleOne(
  session: PipelineSession,
  result: AttemptResult,
  actor: string,
): Promise<"settled" | "stale"> {
  const { number } = result;
  // In a restored database another pipeline may have the number of its pipeline: no vertex of that has this result.
  if (session.plan.vertices[number] === undefined) return "stale";
  const track = session.track(number);
  const isOurs = track.token?.equals(result.token) === true && !isEnded(track.state);
  if (!isOurs) return refuseLate(session, result, actor);
  if (result.lostBecause !== undefined) {
    // The answer to our COMMIT was lost, or the sweep was faster.
    if (track.state !== "lost") await loseIn(session, number, result.lostBecause, actor);
    return "settled";
  }
  const outcome = outcomeOf(session, result);
  session.endAttempt(number, {
    state: outcome.to === "skipped" ? "failed" : outcome.to,
    outputs: "outputs" in outcome ? (outcome.outputs ?? null) : null,
    exitCode: exitOf(result.end),
    signal: result.end?.signal ?? null,
    reason: "reason" in outcome ? (outcome.reason ?? null) : (result.handedBackBecause ?? null),
    logBytes: result.logBytes,
    isLogCut: result.isLogCut,
  });
  // The track keeps its pending undo: no transition removes it.
  if (outcome.to === "handed-back" && track.state === "reverting") {
    session.adjust(number, { token: null, startedAt: "none" });
    session.writes.releaseSlots(track.id);
  }
  await session.decide({ type: "settled", number, outcome }, actor);
  return "settled";
}

function outcomeOf(session: PipelineSession, { number, end, secrets = [] }: AttemptResult): AttemptOutcome {
  if (end === null) return { to: "handed-back" };
  const { plan, row, facts } = session;
  const outcome =
    session.track(number).state === "reverting"
      ? undoSettlementFor(plan, number, end)
      : settlementFor(plan, number, end, row, Math.random(), facts);
  return withoutSecrets(outcome, secrets, session.vertex(number).spec.outputs ?? {});
}

async function refuseLate(
  session: PipelineSession,
  result: AttemptResult,
  actor: string,
): Promise<"settled" | "stale"> {
  const attempt = await findAttemptByToken(session.tx, result.token);
  // The answer to our COMMIT was lost, so the runner sent the result again. It is already stored.
  if (attempt !== null && isAlreadySettled(attempt, result)) return "settled";
  const { state } = session.track(result.number);
  session.addRefusedEvent(
    result.number,
    result.attempt,
    `late result refused: attempt ${result.attempt} reported ${endText(result)}, but the track is ${STATE_WORDS[state]} by now`,
    actor,
  );
  return "stale";
}

/**
 * True where this result is already stored for the attempt. If a person ended the attempt meanwhile, another is stored.
 */
function isAlreadySettled(attempt: AttemptRow, { end, lostBecause }: AttemptResult): boolean {
  // Of what was lost nothing more is known: whatever the attempt ended with stands.
  if (lostBecause !== undefined) return attempt.finishedAt !== null || attempt.state === "lost";
  if (attempt.finishedAt === null || attempt.state === "lost") return false;
  return attempt.exitCode === exitOf(end) && attempt.signal === (end?.signal ?? null);
}

/** The result as text. For a request its status tells one result from another. */
function exitOf(end: ExecutionEnd | null): number | null {
  if (end?.response?.kind === "transfer") return 0;
  return end?.response?.status ?? end?.exitCode ?? null;
}

function endText({ end, lostBecause }: AttemptResult): string {
  if (lostBecause !== undefined) return "that its end is not known";
  if (end === null) return "that it never started";
  if (end.signal !== null) return `signal ${end.signal}`;
  if (end.response?.kind === "transfer") return `${end.response.written} written rows`;
  if (end.response != null) return `status ${end.response.status}`;
  return end.exitCode === null ? "no exit code" : `exit ${end.exitCode}`;
}

/** As in `CLAIM_AT`: one step of priority, and the age of a pipeline that counts. */
const STEP_MS = 60_000;
const MAX_AGE_MS = 10 * STEP_MS;

/**
 * Claims what the runner executes next, in the same transaction. Tracks are taken in the runner's order of all pipelines,
 * with those that just became ready, as far as they belong to this one. If those fill no more than half of the free slots,
 * the query for other pipelines is skipped: that saves a tenth of the time between two tracks of a chain.
 */
async function claimNext(
  session: PipelineSession,
  queries: Queries,
  claimant: Claimant,
  freeSlots: number,
): Promise<Claims> {
  if (freeSlots <= 0) return { claimed: [], isForOthers: false };
  const held = session.row.id;
  // A claim that fails must not keep results from being settled.
  if (claimant.failed?.pipelines().includes(held)) return { claimed: [], isForOthers: true };
  const made = session
    .newlyClaimable()
    // Tracks that wait for a slot which this transaction frees are found by the next claim.
    .filter((number) => !session.tracks.asRead(number).hasConcurrencyClaims)
    .filter((number) => claimant.labels.includes(session.tracks.asRead(number).labels));
  if (made.length > 0 && made.length <= freeSlots / 2)
    return { claimed: await claimIn(session, queries, made, claimant), isForOthers: false };
  const next = await nextCandidates(queries, claimant, freeSlots, held, madeCandidates(session, made));
  const chosen = next.slice(0, freeSlots);
  const numbers = chosen.filter(({ pipelineId }) => pipelineId === held).map(({ number }) => number);
  await session.load(numbers);
  return {
    claimed: await claimIn(session, queries, numbers, claimant),
    isForOthers: chosen.length > numbers.length,
  };
}

/** Tracks as the queue will have them once they are written: see `CLAIM_AT`. The clock is this machine's. */
function madeCandidates(session: PipelineSession, numbers: readonly number[]): Candidate[] {
  const { id: pipelineId, revisionId, launchedAt } = session.row;
  const since = Math.max(launchedAt.getTime(), Date.now() - MAX_AGE_MS);
  return numbers.map((number) => {
    const { id, state, priority } = session.track(number);
    const isUndo = state === "reverting" ? 1 : 0;
    const claimAt = isUndo === 1 ? 0 : since + priority * STEP_MS;
    return { id, pipelineId, revisionId, number, claimAt, isUndo, runners: 1 };
  });
}
