import { randomBytes } from "node:crypto";
import type { Task } from "#engine/kinds/task.ts";
import { attemptTimeout } from "#engine/policies/poll-policy.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { type Candidate, claimableTracks } from "#repos/tracks/claim-query.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { prepareSealedPlan } from "../pipeline-session/revision-content.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipelineIfFree } from "../pipeline-session/with-pipeline.ts";
import { type RenderedTask, renderTask } from "./render-task.ts";
import { takeSlots } from "./take-slots.ts";

/** What a claim needs to know about a runner. */
export type Claimant = {
  readonly runnerId: number;
  readonly name: string;
  /** The labels keys of all vertices that this runner can execute: see `labelsKeys`. */
  readonly labels: readonly string[];
  /**
   * Called with claims that are about to be committed. The commit may fail, and then they may be claimed again under other
   * tokens.
   */
  readonly onClaiming?: (tracks: readonly ClaimedTrack[]) => void;
};

/** A claimed and committed attempt, with all that its runner needs to execute it. */
export type ClaimedTrack = {
  readonly trackId: number;
  readonly pipelineId: number;
  /** When its pipeline was launched, in milliseconds: a restored database may give a pipeline's number again. */
  readonly launchedAt: number;
  readonly number: number;
  readonly vertex: string;
  readonly attempt: number;
  readonly token: Buffer;
  readonly task: Task;
  /** The names of the secrets that it reads, by input. Their values are not read yet. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly timeoutMs: number | null;
  /** True where the track is retried automatically when its runner is lost. The script must be dead before that. */
  readonly isRetriedWhenLost: boolean;
};

/**
 * Claims up to `limit` pending tracks, in the order of `CLAIM_AT`, in one transaction for each pipeline. A track whose
 * script cannot be rendered with its values fails, and takes no slot.
 *
 * @param onClaimed called with the claims of a transaction as soon as it is committed: the next transaction may take
 *   long, or fail.
 * @throws the first error of a transaction, after all were tried; `onClaimed` was called for those that succeeded.
 */
export async function claimTracks(
  database: Database,
  claimant: Claimant,
  limit: number,
  onClaimed: (tracks: readonly ClaimedTrack[]) => void = () => undefined,
): Promise<ClaimedTrack[]> {
  if (limit <= 0) return [];
  const candidates = await claimableTracks(database.queries, claimant, limit);
  return claimCandidates(database, claimant, candidates, onClaimed);
}

/** As `claimTracks`, for candidates that were found before. */
export async function claimCandidates(
  database: Database,
  claimant: Claimant,
  candidates: readonly Candidate[],
  onClaimed: (tracks: readonly ClaimedTrack[]) => void,
): Promise<ClaimedTrack[]> {
  const byPipeline = new Map<number, { readonly revisionId: number; readonly numbers: number[] }>();
  for (const { pipelineId, revisionId, number } of candidates) {
    const { numbers } = byPipeline.get(pipelineId) ?? { numbers: [] };
    byPipeline.set(pipelineId, { revisionId, numbers: [...numbers, number] });
  }
  const claimed: ClaimedTrack[] = [];
  // The runner must execute what is committed, also when a later transaction fails.
  await runAllThenThrow(
    [...byPipeline].map(([pipelineId, { revisionId, numbers }]) => async () => {
      await prepareSealedPlan(database.queries, revisionId);
      const tracks = await transact(database, (tx) => claimOf(tx, pipelineId, numbers, claimant));
      onClaimed(tracks);
      claimed.push(...tracks);
    }),
  );
  return claimed;
}

async function claimOf(
  tx: Queries,
  id: number,
  numbers: readonly number[],
  claimant: Claimant,
): Promise<ClaimedTrack[]> {
  // A claim never waits: it skips a pipeline that another transaction has locked. The next claim sees it.
  const claim = async (session: PipelineSession) => {
    await session.load(numbers);
    return claimIn(session, numbers, claimant);
  };
  const claimed = await withPipelineIfFree(tx, id, claim, numbers);
  return claimed ?? [];
}

/**
 * Claims those tracks of `numbers` that are still pending in the session's pipeline. Of a paused or ended pipeline
 * nothing is claimed. A track whose task cannot be rendered with its values fails, and takes no slot.
 *
 * @returns what was claimed; it counts only once the session is written and committed.
 */
export async function claimIn(
  session: PipelineSession,
  numbers: readonly number[],
  claimant: Claimant,
): Promise<ClaimedTrack[]> {
  const claimed: ClaimedTrack[] = [];
  for (const number of numbers) {
    const rendered = session.isClaimable(number) ? await renderTask(session, number) : null;
    if (rendered === null) continue;
    if ("reason" in rendered)
      await session.decide({ type: "render-failed", number, reason: rendered.reason }, claimant.name);
    else if (await takeSlots(session, number)) claimed.push(await start(session, number, rendered, claimant));
  }
  claimant.onClaiming?.(claimed);
  return claimed;
}

/** Begins the next attempt of a track, or of its undo. The attempt is committed before its process is started. */
async function start(
  session: PipelineSession,
  number: number,
  rendered: RenderedTask,
  { runnerId, name }: Claimant,
): Promise<ClaimedTrack> {
  const actor = `runner ${name}`;
  const vertex = session.vertex(number);
  const token = randomBytes(16);
  const isUndo = session.track(number).state === "reverting";
  await session.decide({ type: "claimed", number }, actor);
  const isBegunNow = { startedAt: "now", finishedAt: "none", reason: null, isKillAsked: false } as const;
  session.adjust(number, { token, runnerId, ...isBegunNow });
  if (isUndo) session.addEvent(number, "reverting", "reverting", "its undo begins", actor);
  const { id, attempt, giveUpAt, decidedBy, decidedWhy } = session.track(number);
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
    timeoutMs: attemptTimeout(vertex.spec, giveUpAt?.getTime() ?? null, session.facts.now),
    isRetriedWhenLost: vertex.spec.onLost === "retry",
  };
}
