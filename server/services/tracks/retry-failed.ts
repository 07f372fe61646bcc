import type { RetriedFailed } from "#contract/pipelines/previews.ts";
import { NOTHING_FAILED } from "#engine/explain/preview/pipeline-copy.ts";
import { childName } from "#engine/kinds/graph/child-pipeline.ts";
import { isChild } from "#engine/kinds/kinds.ts";
import { advance } from "#engine/transition/advance.ts";
import { failedToRetry, isRetriedInside } from "#engine/transition/retry-failed.ts";
import { isUndoneInside } from "#engine/transition/undo.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { childOf } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { restartedChildren } from "#repos/pipelines/children/restarted-child-rows.ts";
import { retryUndoInside, whyUndoInsideRefused } from "../background/undo-child-pipelines.ts";
import { isElsewhere, NOT_RETRIED_ELSEWHERE } from "../pipeline-session/is-elsewhere.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { whyChildRuns } from "../pipeline-session/why-child-runs.ts";
import {
  changePipeline,
  claimAgain,
  whyNotClaimedAgain,
  withPipeline,
} from "../pipeline-session/with-pipeline.ts";
import { followPriority } from "../pipelines/set-priority.ts";
import { refuse } from "../refusals/refused.ts";

/**
 * Retries everything in a pipeline that failed: each failure that counts, what had no time, or each undo that failed. Where
 * a track failed with its child pipeline, what failed in that is retried, through all levels.
 *
 * @throws Refused `not-found`; `state-forbids` where nothing can be retried, and then nothing was written.
 */
export async function retryFailed(
  database: Database,
  { id, reason }: { id: number; reason: string },
  actor: string,
): Promise<RetriedFailed> {
  return changePipeline(database, id, actor, async (session) => {
    const before = { state: session.row.state };
    await session.load("all");
    const result = await retryEach(session, reason, actor);
    if (result.retried.length === 0)
      refuse("state-forbids", result.refused[0]?.why ?? NOTHING_FAILED, {
        command: { verb: "pipeline show", id },
      });
    noteForAudit(session.tx, actor, { before, after: { reason, retried: result.retried.join(", ") } });
    return result;
  });
}

type Retried = { -readonly [K in keyof RetriedFailed]: RetriedFailed[K][number][] };

/** As `retryFailed`, in a session whose tracks are all loaded. Where nothing can be retried, nothing is changed. */
async function retryEach(session: PipelineSession, reason: string, actor: string): Promise<RetriedFailed> {
  const done: Retried = { retried: [], inside: [], refused: [] };
  const restarted = await restartedChildren(session.tx, session.row.id);
  for (const number of failedToRetry(session.plan, (each) => session.tracks.forEngine(each))) {
    const { name: vertex, spec } = session.vertex(number);
    const why = await whyChildRuns(session, [number], restarted);
    const below = why === null ? await retryInside(session, number, reason, actor) : null;
    const whyNot = below === null ? (why ?? (await retryWhole(session, number, reason, actor))) : null;
    if (whyNot !== null) done.refused.push({ vertex, why: whyNot });
    else if (below === null || below.retried.length > 0) done.retried.push(vertex);
    if (below === null) continue;
    done.refused.push(...below.refused);
    if (below.retried.length > 0)
      done.inside.push({ vertex, isItems: spec.foreach !== undefined, count: below.retried.length });
  }
  return done;
}

/** @returns why it is refused; null where it was retried. */
async function retryWhole(
  session: PipelineSession,
  number: number,
  reason: string,
  actor: string,
): Promise<string | null> {
  const isOfUndo = session.track(number).state === "revert_failed";
  const parent = { pipelineId: session.row.id, number };
  const why =
    (isOfUndo ? await whyUndoInsideRefused(session.tx, parent) : null) ??
    (await session.refusalOf({ type: "retried", number, isOfAll: true }, actor));
  if (why === null) await noteRetry(session, number, reason, actor);
  return why;
}

/**
 * Retries what failed in the child pipeline of a failed track, for which the track then waits again. The pipeline is locked
 * before its child.
 *
 * @param session has all tracks.
 * @returns what was retried and refused in the child; null where the track has no child that can go on, so that nothing was
 *   changed.
 */
export async function retryInside(
  session: PipelineSession,
  number: number,
  reason: string,
  actor: string,
): Promise<Pick<RetriedFailed, "retried" | "refused"> | null> {
  const { tx, row } = session;
  const { state, attempt } = session.track(number);
  if (state !== "failed" || !isChild(session.vertex(number))) return null;
  const child = await childOf(tx, { pipelineId: row.id, number }, attempt);
  if (child === null) return null;
  const vertex = session.vertex(number).name;
  const isHidden = await isElsewhere(tx, child.id, row.id);
  const refusedFor = (why: string) => ({
    retried: [],
    refused: [{ vertex, why: isHidden ? NOT_RETRIED_ELSEWHERE : why }],
  });
  const result = await withPipeline(tx, child.id, async (inside) => {
    await inside.load("all");
    const below = { plan: inside.plan, pipeline: inside.row, tracks: inside.tracks.allForEngine() };
    if (!isRetriedInside(row, session.tracks.forEngine(number), below)) return null;
    const why = whyForbidden(session, number);
    if (why !== null) return { retried: [], refused: [{ vertex, why }] };
    const whyNot = await whyNotClaimedAgain(inside);
    if (whyNot !== null) return refusedFor(whyNot);
    const { retried, refused } = await retryEach(inside, reason, actor);
    if (retried.length === 0 && isHidden) return refusedFor(NOT_RETRIED_ELSEWHERE);
    if (retried.length > 0) {
      await followPriority(inside, row.priority, actor);
      await claimAgain(inside);
    }
    const named = refused.map((each) => ({ ...each, vertex: `${vertex} / ${each.vertex}` }));
    return { retried, refused: isHidden ? [] : named };
  });
  if (result === null || result.retried.length === 0) return result;
  await session.decide({ type: "child-reopened", number }, actor);
  // It is told here already, so nobody has to find it.
  await withPipeline(tx, child.id, async (told) => told.adjustPipeline({ isReopened: false }));
  session.adjust(number, { decidedBy: actor, decidedWhy: reason });
  const name = childName({ id: child.id, isElsewhere: isHidden });
  session.remark(number, `what failed in ${name} runs again: ${reason}`, actor);
  return result;
}

/** Why the engine would not let the track be retried now; null where it would. It decides nothing. */
function whyForbidden({ plan, row, tracks, facts }: PipelineSession, number: number): string | null {
  const retried = { type: "retried", number, isOfAll: true } as const;
  const decided = advance(plan, row, tracks.allForEngine(), retried, facts);
  return decided.kind === "forbidden" ? decided.text : null;
}

/** Keeps who runs a track again and why. Where its undo is tried again, what it undoes inside is tried again, too. */
export async function noteRetry(
  session: PipelineSession,
  number: number,
  reason: string,
  actor: string,
): Promise<void> {
  if (isUndoneInside(session.track(number)))
    await retryUndoInside(session.tx, { pipelineId: session.row.id, number }, actor);
  session.adjust(number, { decidedBy: actor, decidedWhy: reason });
  session.remark(number, `run again: ${reason}`, actor);
}
