import { randomBytes } from "node:crypto";
import type { Task } from "#engine/kinds/task.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { lockPipelineIfFree } from "#repos/pipelines/pipeline-rows.ts";
import { claimableTracks } from "#repos/tracks/claim-query.ts";
import { concurrencyClaimsOf, releaseSlotsNow, takeSlot } from "#repos/tracks/concurrency-slot-rows.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { prepareSealedPlan } from "../pipeline-session/revision-content.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { type RenderedTask, renderTask } from "./render-task.ts";

/** A runner as far as claiming goes. */
export type Claimant = {
  readonly runnerId: number;
  readonly name: string;
  /** Every labels key it serves: see `labelsKeys`. */
  readonly labels: readonly string[];
};

/** An attempt that is the claimant's by now, committed, with all that is needed to carry it out. */
export type ClaimedTrack = {
  readonly trackId: number;
  readonly pipelineId: number;
  readonly number: number;
  readonly vertex: string;
  readonly attempt: number;
  readonly token: Buffer;
  readonly task: Task;
  /** The names of the secrets that it reads, by input. Nobody has looked at their values yet. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly timeoutMs: number | null;
  /** True where another attempt begins by itself once its runner is thought to be gone: this one must be dead by then. */
  readonly isRetriedWhenLost: boolean;
};

/**
 * Claims up to `limit` pending tracks, oldest of the highest priority first, a transaction a pipeline. A track whose
 * script cannot be rendered with its values is failed on the way and takes no slot.
 *
 * @param onClaimed told of what a transaction has claimed as soon as it is committed: the next one may take long, or fail.
 * @throws the first error of a transaction, once all were tried; `onClaimed` has heard of what the others claimed.
 */
export async function claimTracks(
  database: Database,
  claimant: Claimant,
  limit: number,
  onClaimed: (tracks: readonly ClaimedTrack[]) => void = () => undefined,
): Promise<ClaimedTrack[]> {
  if (limit <= 0) return [];
  const candidates = await claimableTracks(database.queries, claimant, limit);
  const byPipeline = new Map<number, { readonly revisionId: number; readonly numbers: number[] }>();
  for (const { pipelineId, revisionId, number } of candidates) {
    const { numbers } = byPipeline.get(pipelineId) ?? { numbers: [] };
    byPipeline.set(pipelineId, { revisionId, numbers: [...numbers, number] });
  }
  const claimed: ClaimedTrack[] = [];
  // What is claimed is the claimant's to execute, whatever becomes of the rest.
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
  // A pipeline that somebody writes to right now is left for the next round: a claim never waits.
  const open = await PipelineSession.open(tx, id, lockPipelineIfFree);
  if (open === null) return [];
  await open.load(numbers);
  const claimed = await claimIn(open, tx, numbers, claimant);
  await open.write();
  return claimed;
}

/**
 * Claims those of `numbers` that are still pending in an open pipeline; the caller writes it. Nothing is claimed of a
 * paused or ended one.
 */
export async function claimIn(
  open: PipelineSession,
  tx: Queries,
  numbers: readonly number[],
  claimant: Claimant,
): Promise<ClaimedTrack[]> {
  const claimed: ClaimedTrack[] = [];
  for (const number of numbers) {
    const rendered = open.isClaimable(number) ? await renderTask(open, tx, number) : null;
    if (rendered === null) continue;
    if ("reason" in rendered)
      await open.apply({ type: "unrenderable", number, reason: rendered.reason }, claimant.name);
    else if (await takeSlots(tx, open.needyId(number)))
      claimed.push(startIn(open, number, rendered, claimant));
  }
  return claimed;
}

/** Takes all that a track has to hold while it runs, or nothing of it. */
async function takeSlots(tx: Queries, trackId: number | null): Promise<boolean> {
  if (trackId === null) return true;
  for (const need of await concurrencyClaimsOf(tx, trackId)) {
    if (await takeSlot(tx, trackId, need)) continue;
    await releaseSlotsNow(tx, trackId);
    return false;
  }
  return true;
}

function startIn(
  open: PipelineSession,
  number: number,
  rendered: RenderedTask,
  claimant: Claimant,
): ClaimedTrack {
  const vertex = open.plan.vertices[number];
  if (vertex === undefined) throw new RangeError(`Pipeline ${open.row.id} has no vertex number ${number}.`);
  const token = randomBytes(16);
  open.start(
    number,
    { token, runnerId: claimant.runnerId, inputs: rendered.values, script: rendered.text },
    `runner ${claimant.name}`,
  );
  const { id, attempt } = open.track(number);
  return {
    trackId: id,
    pipelineId: open.row.id,
    number,
    vertex: vertex.name,
    attempt,
    token,
    task: rendered.taskOf(attempt),
    secrets: rendered.secrets,
    timeoutMs: vertex.spec.timeout ?? null,
    isRetriedWhenLost: vertex.spec.onLost === "retry",
  };
}
