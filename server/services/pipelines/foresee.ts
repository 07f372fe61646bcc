import type { AfterCancel, LastChild, PreviewInput, PreviewView } from "#contract/pipelines/previews.ts";
import { stillRunsAfterCancel } from "#engine/explain/after-cancel.ts";
import type { PreviewedAct } from "#engine/explain/preview/pipeline-copy.ts";
import { NOTHING, type Preview, previewOf, whyNoPreview } from "#engine/explain/preview/preview.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { descendantsOf } from "#engine/plan/plan-reach.ts";
import { undoWayOf } from "#engine/policies/undo-policy.ts";
import { NOTHING_HAS_UNDO } from "#engine/transition/person-actions.ts";
import { failedToRetry } from "#engine/transition/retry-failed.ts";
import type { Queries } from "#platform/database/db.ts";
import { restartedChildren } from "#repos/pipelines/children/restarted-child-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { whyChildRuns } from "../pipeline-session/why-child-runs.ts";
import { whyUnwanted } from "../pipeline-session/why-unwanted.ts";
import { previewView } from "./preview/preview-view.ts";
import { type ReadChild, readFailedChildren } from "./preview/read-failed-children.ts";
import { readLastChildren } from "./preview/read-last-children.ts";
import { readSession } from "./preview/read-session.ts";
import { readUndoInsides, undoesNothing } from "./read/read-undo-insides.ts";

/**
 * What would still run if the pipeline was cancelled now without kill. Changes nothing.
 *
 * @throws Refused `not-found`; `database-busy` where the pipeline changes too fast to be read.
 */
export async function foreseeCancel(tx: Queries, id: number): Promise<AfterCancel> {
  const session = await readSession(tx, id);
  // Nothing of a queued pipeline has begun, so there is nothing to react to.
  if (session.row.isQueued) return { running: [], willRun: [], mayRun: [] };
  const { plan, row, facts } = session;
  const still = stillRunsAfterCancel(plan, row, session.tracks.allForEngine(), facts);
  const names = (numbers: readonly number[]) => numbers.map((number) => session.vertex(number).name);
  return { running: names(still.running), willRun: names(still.willRun), mayRun: names(still.mayRun) };
}

/**
 * What an act would do to the pipeline now, from the decisions of the engine. Changes nothing.
 *
 * @throws Refused `not-found`; `database-busy` where the pipeline changes too fast to be read.
 */
export async function foreseeAct(tx: Queries, asked: PreviewInput): Promise<PreviewView> {
  const session = await readSession(tx, asked.id);
  const act = actOf(session, asked);
  const preview = await previewIn(session, act);
  return { ...preview, refused: preview.refused ?? (await whyNotAgain(session, act)) };
}

/** What an act would do in a session that has all tracks, with the names of the vertices. */
export async function previewIn(session: PipelineSession, act: PreviewedAct): Promise<PreviewView> {
  const { plan, row, facts, tracks } = session;
  const isClaimed = (number: number) => tracks.asRead(number).token !== null;
  const all = tracks.allForEngine();
  const isListed = whyNoPreview(all.size, act) === null;
  const children = isListed ? await readFailedChildren(session, act) : new Map();
  if (children === null) return unlistedPreview(session, TOO_MUCH_INSIDE);
  const first = previewOf(plan, row, all, act, facts, isClaimed, undefined, children);
  const isOfAll = act.type === "undo" && act.from === null;
  if (isOfAll && first.refused === null && (await undoesNothing(session)))
    return viewOf(session, { ...NOTHING, refused: NOTHING_HAS_UNDO });
  const inside = first.undoes.filter((number) => undoWayOf(session.vertex(number)) === "children");
  const last = first.refused === null ? await readLastChildren(session, act, first.anew) : [];
  if (inside.length === 0) return viewOf(session, first, children, last);
  const isRetried = act.type === "retried" || act.type === "retry-failed";
  const insides = await readUndoInsides(session.tx, row.id, inside, isRetried);
  if (insides === null) return unlistedPreview(session, TOO_MUCH_INSIDE);
  const second = previewOf(plan, row, all, act, facts, isClaimed, insides, children);
  return viewOf(session, second, children, last);
}

const TOO_MUCH_INSIDE =
  "What will happen is not listed: the child pipelines are too many, or have too many tracks. It can be done all the same.";

/** A preview that lists nothing, and says why. */
export function unlistedPreview(session: PipelineSession, why: string): PreviewView {
  return viewOf(session, { ...NOTHING, notListed: why });
}

function viewOf(
  session: PipelineSession,
  preview: Preview,
  children?: ReadonlyMap<number, ReadChild>,
  lastChildren?: readonly LastChild[],
): PreviewView {
  return previewView(preview, (number) => session.vertex(number).name, children, lastChildren);
}

function actOf(session: PipelineSession, asked: PreviewInput): PreviewedAct {
  switch (asked.act) {
    case "retry-failed":
      return { type: "retry-failed" };
    case "retry":
      return { type: "retried", number: session.numberOf(asked.vertex) };
    case "retry-inside":
      return { type: "retry-inside", number: session.numberOf(asked.vertex) };
    case "rerun":
      return { type: "rerun", number: session.numberOf(asked.vertex) };
    case "undo":
      return {
        type: "undo",
        from: asked.vertex === undefined ? null : session.numberOf(asked.vertex),
        by: "",
      };
    case "break":
      return { type: "break", number: session.numberOf(asked.vertex), isSet: asked.isSet };
  }
}

/** Why the pipelines above or below this one forbid that it runs again; null where they do not. */
async function whyNotAgain(session: PipelineSession, act: PreviewedAct): Promise<string | null> {
  if (act.type === "undo" || act.type === "break") return null;
  const { tx, plan, row, tracks } = session;
  const why = isPipelineEnded(row.state) ? await whyUnwanted(tx, row) : null;
  if (why !== null) return why;
  if (act.type !== "retry-failed")
    return whyChildRuns(session, [
      act.number,
      ...(act.type === "rerun" ? descendantsOf(plan, act.number) : []),
    ]);
  const whys = [];
  const children = await restartedChildren(tx, row.id);
  for (const number of failedToRetry(plan, (each) => tracks.forEngine(each)))
    whys.push(await whyChildRuns(session, [number], children));
  return whys.every((each) => each !== null) ? (whys[0] ?? null) : null;
}

/** Why the pipelines above forbid that a decision makes an ended pipeline run again; null where they do not. */
export async function whyNotOpened(
  { tx, row }: PipelineSession,
  { pipeline }: PreviewView,
): Promise<string | null> {
  const isOpened = isPipelineEnded(row.state) && pipeline?.after === "running";
  return isOpened ? whyUnwanted(tx, row) : null;
}
