import {
  type ChildNow,
  childFailure,
  childName,
  childOutcome,
  childTimeout,
  timeoutOfPipeline,
  verticesReadByOutputs,
} from "#engine/kinds/graph/child-pipeline.ts";
import { declaredTypes } from "#engine/kinds/graph-declarations.ts";
import { childText } from "#engine/kinds/kinds.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import { cutText } from "#engine/text/cut-text.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import {
  childOf,
  lockedChildren,
  type ParentTrack,
  reopenedChildren,
  tracksHoldingInVain,
  tracksWithEndedChild,
  tracksWithoutChild,
  unwantedChildren,
} from "#repos/pipelines/children/child-pipeline-rows.ts";
import type { PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { releaseSlotsNow } from "#repos/tracks/concurrency-slot-rows.ts";
import { tracksByNumber } from "#repos/tracks/track-rows.ts";
import { takeSlots } from "../attempts/take-slots.ts";
import { isElsewhere } from "../pipeline-session/is-elsewhere.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { planOfPipeline, sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { MAX_LISTED, runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { pauseAsAbove, withPipeline } from "../pipeline-session/with-pipeline.ts";
import { endChild } from "../pipelines/cancel-pipeline.ts";
import { createPipeline } from "../pipelines/create-pipeline.ts";
import { followPause } from "../pipelines/pause-pipeline.ts";
import { followPriority } from "../pipelines/set-priority.ts";
import { causeInChild } from "./cause-in-child.ts";
import { endBeforeLaunch, stoppedOutcome } from "./end-without-child.ts";
import { launcherElsewhere } from "./graph-elsewhere.ts";
import { itemsOutcome } from "./items-outcome.ts";
import { prepareChild } from "./prepare-child.ts";
import { isUndoneNow, resumeUndo, withUndo } from "./undo-of-child.ts";

/** The rest waits for the next call. */
const MAX_EACH = 50;
const ACTOR = "engine";

/**
 * Does what one pipeline requires of another: launches the children that tracks wait for, tells tracks that their child
 * has ended or runs again, and ends children that no track waits for. It reads only stored state, so a crash between
 * two pipelines loses nothing, and any number of processes may do it at once. A parent is always locked before its
 * child.
 */
export async function reconcileChildPipelines(database: Database): Promise<void> {
  const { queries } = database;
  const upTo = (acts: readonly (() => Promise<void>)[]) => () => runAllThenThrow(acts, MAX_EACH);
  const launches = (await tracksWithoutChild(queries, MAX_LISTED)).map(
    (parent) => () => inParent(database, parent, (session) => launchChild(session, parent)),
  );
  const ends = (await tracksWithEndedChild(queries, MAX_LISTED)).map(
    (parent) => () => inParent(database, parent, (session) => settleChild(session, parent)),
  );
  const reopened = (await reopenedChildren(queries, MAX_LISTED)).map(
    ({ child, ...parent }) =>
      () =>
        transact(database, (tx) => reopenChild(tx, parent, child)),
  );
  const unwanted = (await unwantedChildren(queries, MAX_LISTED)).map(
    (child) => () => transact(database, (tx) => endChild(tx, child)),
  );
  await runAllThenThrow([launches, ends, reopened, unwanted].map(upTo));
  const held = (await tracksHoldingInVain(queries, MAX_LISTED)).map(
    (parent) => () => transact(database, (tx) => releaseInVain(tx, parent)),
  );
  await runAllThenThrow(held, MAX_EACH);
}

/** Gives back the locks of a track that does not wait for its child any more, once that has ended. */
async function releaseInVain(tx: Queries, { pipelineId, number }: ParentTrack): Promise<void> {
  await withPipeline(tx, pipelineId, async (session) => {
    await session.load([number]);
    const { id, sleep } = session.track(number);
    if (
      sleep !== "child" &&
      !(await lockedChildren(tx, pipelineId, number)).some(({ state }) => !isPipelineEnded(state))
    )
      await releaseSlotsNow(tx, id);
  });
}

/** Locks the parent, and acts if its track still waits for a child. */
async function inParent(
  database: Database,
  { pipelineId, number }: ParentTrack,
  act: (session: PipelineSession) => Promise<void>,
): Promise<void> {
  await transact(database, (tx) =>
    withPipeline(tx, pipelineId, async (session) => {
      await session.load([number, ...session.vertex(number).outs.map(({ head }) => head)]);
      const { state, sleep } = session.track(number);
      if (state === "sleeping" && sleep === "child") await act(session);
    }),
  );
}

/** Tells the parent that its child runs again or succeeded after all, and the child what changed above it. */
async function reopenChild(tx: Queries, parent: ParentTrack, child: number): Promise<void> {
  const { pipelineId, number } = parent;
  const isTold = await withPipeline(tx, pipelineId, async (session) => {
    await session.load("all");
    const isPresent = (await childOf(tx, parent, session.track(number).attempt))?.id === child;
    // The track may have been decided meanwhile. Then it does not wait for the child any more.
    const isUndone = await isUndoneNow(tx, child);
    if (isPresent && !isUndone) await session.decideIfAllowed({ type: "child-reopened", number }, ACTOR);
    // The child follows it below, before this session ends.
    await pauseAsAbove(session);
    const isResumed = await resumeUndo(session, number, { isPresent, isUndone });
    // The child had ended while a pipeline above it was paused, resumed or given another priority.
    await withPipeline(tx, child, async (reopened) => {
      await followPause(reopened, session, ACTOR);
      await followPriority(reopened, session.row.priority, ACTOR);
    });
    return isResumed;
  });
  if (isTold)
    await withPipeline(tx, child, async (told) => {
      told.adjustPipeline({ isReopened: false });
    });
}

async function launchChild(session: PipelineSession, parent: ParentTrack): Promise<void> {
  const { number } = parent;
  const { attempt } = session.track(number);
  const vertex = session.vertex(number);
  if ((await childOf(session.tx, parent, attempt)) !== null) return;
  const end = endBeforeLaunch(session, number);
  if (end === null && !(await takeSlots(session, number))) return;
  const given = end ?? (await prepareChild(session, vertex));
  if ("to" in given) return settle(session, number, given);
  const id = await createPipeline(session.tx, given.runs, {
    name: cutText(given.elsewhere ?? `${session.row.name} / ${vertex.name}`, 200),
    launchKey: null,
    given: new Map(),
    breaks: new Set(),
    priority: session.row.priority,
    labels: given.elsewhere === null ? session.row.labels : null,
    isTest: session.row.isTest,
    actor: given.elsewhere === null ? session.row.launchedBy : launcherElsewhere(session.row.launchedBy),
    parent: {
      parentId: session.row.id,
      parentNumber: number,
      parentAttempt: attempt,
      isParentPaused: session.row.isPaused || session.row.isParentPaused,
      timeout: vertex.spec.foreach === undefined ? (vertex.spec.timeout ?? null) : null,
    },
    ...given.beginning,
  });
  session.adjust(number, { reason: childText(vertex) });
  const launched = childName({ id, isElsewhere: given.elsewhere !== null });
  session.remark(number, `launched ${launched}`, ACTOR);
}

async function settleChild(session: PipelineSession, parent: ParentTrack): Promise<void> {
  const { tx } = session;
  const child = await childOf(tx, parent, session.track(parent.number).attempt);
  const { spec } = session.vertex(parent.number);
  if (child === null || !isPipelineEnded(child.state)) return;
  const random = Math.random();
  const isOfVertex = isTimeoutOfVertex(child, (await planOfPipeline(tx, child)).plan.timeout);
  const isEndedHere = session.row.isOverdue || session.row.cancelledBy !== null;
  const stopped = stoppedOutcome(session, parent.number, child);
  const cause = await causeInChild(tx, child, session.row.id);
  const outcome =
    stopped ??
    (isOfVertex && !isEndedHere
      ? childTimeout(spec, random)
      : spec.foreach === undefined
        ? childOutcome(
            await standingOf(tx, child, await isElsewhere(tx, child.id, session.row.id)),
            spec,
            session.row,
            random,
          )
        : (childFailure({ ...child, reason: cause.reason, isElsewhere: false }, session.row, random) ??
          (await itemsOutcome(tx, child.id, spec))));
  const told = outcome.to === "failed" ? { ...outcome, ...cause.noted } : outcome;
  await settle(session, parent.number, await withUndo(tx, child, told));
}

/** True where the timeout of the vertex, not that of the graph that it runs, ended the child. */
function isTimeoutOfVertex({ isOverdue, parentTimeout }: PipelineRow, ofGraph: number | null): boolean {
  return isOverdue && parentTimeout !== null && timeoutOfPipeline(ofGraph, parentTimeout) === parentTimeout;
}

async function standingOf(tx: Queries, child: PipelineRow, elsewhere: boolean): Promise<ChildNow> {
  const { plan, file, revision } = await sealedPlan(tx, child.revisionId);
  const { content } = file;
  const read = new Set(verticesReadByOutputs(content));
  const numbers = plan.vertices.filter(({ name }) => read.has(name)).map(({ number }) => number);
  const rows = numbers.length === 0 ? [] : await tracksByNumber(tx, child.id, numbers);
  const outputs = rows.map((row) => [plan.vertices[row.number]?.name ?? "", row.outputs ?? {}] as const);
  const { id, name, params, launchedBy, state, reason } = child;
  const facts = {
    params,
    pipeline: { id, name, revision, launchedBy },
    outputs: Object.fromEntries(outputs),
    types: declaredTypes(content),
  };
  return { id, state, reason, isElsewhere: elsewhere, content, facts };
}

async function settle(session: PipelineSession, number: number, outcome: AttemptOutcome): Promise<void> {
  // Another attempt takes them again.
  const { id, hasConcurrencyClaims } = session.tracks.asRead(number);
  if (hasConcurrencyClaims) session.writes.releaseSlots(id);
  await session.decide({ type: "settled", number, outcome }, ACTOR);
}
