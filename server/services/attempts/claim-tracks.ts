import { randomBytes } from "node:crypto";
import type { Candidate, ClaimedTrack, ClaimingRunner, Claims } from "#contract/runners/runner-gateway.ts";
import { claimOrder } from "#engine/policies/claim-order.ts";
import { attemptTimeout } from "#engine/policies/poll-policy.ts";
import { type Database, holdStatement, type Queries } from "#platform/database/db.ts";
import { boundLabels } from "#repos/rights/runner-label-rows.ts";
import { folderOfPipeline } from "#repos/rights/subject-rows.ts";
import { claimableStatement, claimableTracks, readClaimable } from "#repos/tracks/claim-query.ts";
import { KeptPipelines } from "../pipeline-session/kept/kept-pipelines.ts";
import { withPipelineIfFreeKept } from "../pipeline-session/kept/with-kept-pipeline.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { prepareSealedPlan } from "../pipeline-session/read/revision-content.ts";
import { foreignLabels } from "../rights/runner-labels.ts";
import { type FailedClaims, isDatabaseAway } from "./failed-claims.ts";
import type { LeftToOthers } from "./left-to-others.ts";
import { type RenderedTask, renderTask } from "./render-task.ts";
import type { SeenQueue } from "./seen-queue.ts";
import { takeSlots } from "./take-slots.ts";

/** What a claim needs to know about a runner. */
export type Claimant = ClaimingRunner & {
  /** What it saw last of the queue. Without it the queue is always asked for. */
  readonly seen?: SeenQueue;
  /** What it leaves to others. Without it, nothing. */
  readonly left?: LeftToOthers;
  /** The pipelines that it leaves out, since claims in them failed. Without it, none. */
  readonly failed?: FailedClaims;
  /** Makes the token of an attempt; absent: a random one. */
  readonly tokenOf?: (trackId: number, attempt: number) => Buffer;
};

/** So many candidates are read, if no more slots are free: enough that runners find different pipelines among them. */
const MIN_CANDIDATES = 64;
/** So often a claim chooses from what was read. After that the queue is left to those who hold its locks. */
const MAX_ROUNDS = 3;

/** How many candidates should be read for so many free slots. */
export function candidatesFor(slots: number): number {
  return slots <= 0 ? 0 : Math.max(slots, MIN_CANDIDATES);
}

/**
 * What the runner should claim next, in its order, while it writes the pipeline `held`: see `claimOrder`.
 *
 * @param made tracks that this transaction makes claimable, and that the queue does not have yet.
 */
export async function nextCandidates(
  tx: Queries,
  claimant: Claimant,
  slots: number,
  held: number,
  made: readonly Candidate[],
): Promise<Candidate[]> {
  const without = new Set(claimant.failed?.pipelines());
  const queue = claimant.seen?.tracksFor(slots) ?? (await askForCandidates(tx, claimant, slots));
  // It may have been seen before a claim failed.
  const found = queue.filter(({ pipelineId }) => !without.has(pipelineId));
  const runners = found[0]?.runners ?? 1;
  const all = [...found, ...made.map((one) => ({ ...one, runners }))];
  return claimOrder(claimant.left?.from(all, held).candidates ?? all, claimant.runnerId, held);
}

async function askForCandidates(tx: Queries, claimant: Claimant, slots: number): Promise<Candidate[]> {
  const { seen } = claimant;
  const mark = seen?.mark();
  const found = await claimableTracks(tx, claimant, candidatesFor(slots));
  if (mark !== undefined) seen?.note(found, candidatesFor(slots), mark);
  return found;
}

/**
 * Asks for what comes next in the trip of the writes of a transaction, where the next claim may have to ask.
 *
 * @param hasMade true where the transaction made tracks claimable that it did not claim.
 */
export function askAlong(tx: Queries, claimant: Claimant, slots: number, hasMade: boolean): void {
  const { seen } = claimant;
  if (hasMade) seen?.forget();
  if (seen === undefined || slots <= 0 || !seen.isEnding) return;
  const limit = candidatesFor(slots);
  const mark = seen.mark();
  holdStatement(tx, claimableStatement(claimant, limit), (answer) =>
    seen.note(readClaimable(answer, limit), limit, mark),
  );
}

/**
 * Claims up to `limit` pending tracks, in the order of `claimOrder`, in one transaction for each pipeline. A track whose
 * script cannot be rendered with its values fails, and takes no slot. A pipeline that another transaction has locked, or in
 * which the claim fails, is passed over, and what comes next is claimed instead of it.
 *
 * @param onClaimed called with the claims of a transaction as soon as it is committed: the next transaction may take
 *   long, or fail.
 * @param kept what this process keeps of pipelines, for their settlements.
 * @throws at once where the database is away. For a claimant that leaves out no pipelines: the first error of a
 *   transaction, after all were tried. `onClaimed` was called for those that succeeded.
 */
export async function claimTracks(
  database: Database,
  claimant: Claimant,
  limit: number,
  onClaimed: (tracks: readonly ClaimedTrack[]) => void = () => undefined,
  kept = new KeptPipelines(),
): Promise<ClaimedTrack[]> {
  if (limit <= 0) return [];
  const found = await claimableTracks(database.queries, claimant, candidatesFor(limit));
  return [...(await claimCandidates(database, claimant, found, limit, onClaimed, kept)).claimed];
}

/**
 * As `claimTracks`, for candidates that were found before: `candidatesFor(limit)` of them, in the order of time. It also
 * says how many it passed over.
 */
export async function claimCandidates(
  database: Database,
  claimant: Claimant,
  found: readonly Candidate[],
  limit: number,
  onClaimed: (tracks: readonly ClaimedTrack[]) => void,
  kept: KeptPipelines,
): Promise<Claims> {
  let candidates = claimOrder(found, claimant.runnerId);
  const claimed: ClaimedTrack[] = [];
  const errors: unknown[] = [];
  let passedOver = 0;
  for (let round = 0; round < MAX_ROUNDS && claimed.length < limit && candidates.length > 0; ) {
    const chosen = byPipeline(candidates.slice(0, limit - claimed.length));
    candidates = candidates.slice(limit - claimed.length);
    const leftOut = new Set<number>();
    let failures = 0;
    for (const [pipelineId, { revisionId, numbers }] of chosen) {
      // The runner must execute what is committed, also when another transaction fails.
      try {
        await prepareSealedPlan(database.queries, revisionId);
        const tracks = await claimOf(database, kept, pipelineId, numbers, claimant);
        if (tracks === null) {
          passedOver += numbers.length;
          leftOut.add(pipelineId);
          continue;
        }
        claimant.failed?.worked(pipelineId);
        onClaimed(tracks);
        claimed.push(...tracks);
      } catch (error) {
        // Else it would try in vain for each of them, and keep the slots meanwhile.
        if (isDatabaseAway(error)) throw error;
        leftOut.add(pipelineId);
        failures += 1;
        if (claimant.failed === undefined) errors.push(error);
        else {
          claimant.failed.warn(pipelineId, error);
          passedOver += numbers.length;
        }
      }
    }
    // One that fails is chosen only once: what comes behind many of them is found all the same.
    if (failures === 0) round += 1;
    candidates = candidates.filter(({ pipelineId }) => !leftOut.has(pipelineId));
  }
  if (errors.length > 0) throw errors[0];
  return { claimed, passedOver };
}

function byPipeline(candidates: readonly Candidate[]) {
  const groups = new Map<number, { readonly revisionId: number; readonly numbers: number[] }>();
  for (const { pipelineId, revisionId, number } of candidates) {
    const { numbers } = groups.get(pipelineId) ?? { numbers: [] };
    groups.set(pipelineId, { revisionId, numbers: [...numbers, number] });
  }
  return groups;
}

/** Null where another transaction has the pipeline locked: a claim never waits. */
function claimOf(
  database: Database,
  kept: KeptPipelines,
  id: number,
  numbers: readonly number[],
  claimant: Claimant,
): Promise<ClaimedTrack[] | null> {
  const claim = async (session: PipelineSession) => {
    await session.load(numbers);
    return claimIn(session, session.tx, numbers, claimant);
  };
  return withPipelineIfFreeKept(database, kept, id, claim, numbers);
}

/**
 * Claims those tracks of `numbers` that are still pending in the session's pipeline. Of a paused or ended pipeline
 * nothing is claimed. A track whose task cannot be rendered with its values fails, and takes no slot.
 *
 * @param queries reads what is no part of the pipeline: a session without the lock has no transaction.
 * @returns what was claimed; it counts only once the session is written and committed.
 */
export async function claimIn(
  session: PipelineSession,
  queries: Queries,
  numbers: readonly number[],
  claimant: Claimant,
): Promise<ClaimedTrack[]> {
  const claimed: ClaimedTrack[] = [];
  for (const number of numbers) {
    const rendered = session.isClaimable(number)
      ? ((await foreignLabelOf(session, queries, number)) ?? (await renderTask(session, number)))
      : null;
    if (rendered === null) continue;
    if ("reason" in rendered)
      await session.decide({ type: "render-failed", number, reason: rendered.reason }, claimant.name);
    else if (await takeSlots(session, number)) claimed.push(await start(session, number, rendered, claimant));
  }
  claimant.onClaiming?.(claimed);
  return claimed;
}

/** Why a track may not run where its labels want it; null where it may. Check looks too, but a graph or a label may be moved. */
async function foreignLabelOf(
  session: PipelineSession,
  queries: Queries,
  number: number,
): Promise<{ readonly reason: string } | null> {
  const { labels = [] } = session.vertex(number).spec;
  // Mostly no label is bound.
  if (labels.length === 0 || (await boundLabels(queries, labels)).length === 0) return null;
  const folder = await folderOfPipeline(queries, session.row.id);
  const [foreign] = await foreignLabels(queries, labels, folder ?? "");
  return foreign === undefined ? null : { reason: foreign.text };
}

/** Begins the next attempt of a track, or of its undo. The attempt is committed before its process is started. */
async function start(
  session: PipelineSession,
  number: number,
  rendered: RenderedTask,
  { runnerId, name, tokenOf = () => randomBytes(16) }: Claimant,
): Promise<ClaimedTrack> {
  const actor = `runner ${name}`;
  const isUndo = session.track(number).state === "reverting";
  await session.decide({ type: "claimed", number }, actor);
  const token = tokenOf(session.track(number).id, session.track(number).attempt);
  const isBegunNow = { startedAt: "now", finishedAt: "none", reason: null, isKillAsked: false } as const;
  session.adjust(number, { token, runnerId, ...isBegunNow });
  if (isUndo) session.addEvent(number, "reverting", "reverting", "its undo begins", actor);
  const { id, attempt, decidedBy, decidedWhy } = session.track(number);
  session.writes.addAttempt({
    trackId: id,
    number: attempt,
    kind: isUndo ? "undo" : "run",
    undoes: rendered.undoes,
    token,
    runnerId,
    inputs: rendered.values,
    script: rendered.text,
    askedBy: decidedBy,
    askedWhy: decidedWhy,
  });
  return claimedTrack(session, number, rendered, token);
}

/** What the runner of an attempt is given. */
export function claimedTrack(
  session: PipelineSession,
  number: number,
  rendered: RenderedTask,
  token: Buffer,
): ClaimedTrack {
  const vertex = session.vertex(number);
  const { id, attempt, giveUpAt } = session.track(number);
  const now = giveUpAt === null ? 0 : session.facts.now;
  return {
    trackId: id,
    pipelineId: session.row.id,
    launchedAt: session.row.launchedAt.getTime(),
    number,
    vertex: vertex.name,
    attempt,
    token,
    task: rendered.taskOf(attempt),
    secrets: rendered.secrets,
    timeoutMs: attemptTimeout(vertex.spec, giveUpAt?.getTime() ?? null, now),
    graph: session.sealed.graphName,
    isRetriedWhenLost: vertex.spec.onLost === "retry",
  };
}
