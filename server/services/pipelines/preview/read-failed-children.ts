import type { FailedChild, PreviewedAct } from "#engine/explain/preview/pipeline-copy.ts";
import { isChild } from "#engine/kinds/kinds.ts";
import { failedToRetry } from "#engine/transition/retry-failed.ts";
import { childOf } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { isElsewhere, NOT_RETRIED_ELSEWHERE } from "../../pipeline-session/is-elsewhere.ts";
import type { PipelineSession } from "../../pipeline-session/pipeline-session.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";
import { whyNotClaimedAgain } from "../../pipeline-session/with-pipeline.ts";
import { readSession } from "./read-session.ts";

type Limits = { readonly pipelines: number; readonly tracks: number };

/** So much is read of all levels together. Tracks are read with all their values. */
const MAX_READ: Limits = { pipelines: 200, tracks: 20_000 };

/** A child pipeline of a failed track, as the engine is told of it, with what is said of it. */
export type ReadChild = FailedChild & {
  /** It is in another folder: nothing inside of it is told. */
  readonly isElsewhere: boolean;
  readonly names: readonly string[];
  readonly children: ReadonlyMap<number, ReadChild>;
};

/**
 * The child pipelines in which an act may retry what failed, through all levels; null where they are too many to be read.
 *
 * @param session has all tracks.
 * @param max how many child pipelines, and how many tracks of them, are read.
 */
export async function readFailedChildren(
  session: PipelineSession,
  act: PreviewedAct,
  max: Limits = MAX_READ,
): Promise<ReadonlyMap<number, ReadChild> | null> {
  if (act.type === "retry-inside") return readBelow(session, { ...max }, [act.number]);
  return act.type === "retry-failed" ? readBelow(session, { ...max }) : new Map();
}

/**
 * @param left how many more may be read.
 * @param numbers of these tracks; by default of all that a retry of all that failed retries.
 */
async function readBelow(
  session: PipelineSession,
  left: { pipelines: number; tracks: number },
  numbers?: readonly number[],
): Promise<ReadonlyMap<number, ReadChild> | null> {
  const { tx, plan, row, tracks } = session;
  const found = new Map<number, ReadChild>();
  for (const number of numbers ?? failedToRetry(plan, (each) => tracks.forEngine(each))) {
    const { state, attempt } = session.track(number);
    if (state !== "failed" || !isChild(session.vertex(number))) continue;
    const child = await childOf(tx, { pipelineId: row.id, number }, attempt);
    if (child === null) continue;
    left.pipelines -= 1;
    left.tracks -= (await planOfPipeline(tx, child)).plan.vertices.length;
    if (left.pipelines < 0 || left.tracks < 0) return null;
    const inside = await readSession(tx, child.id);
    const children = await readBelow(inside, left);
    if (children === null) return null;
    const isHidden = await isElsewhere(tx, child.id, row.id);
    const whyNot = await whyNotClaimedAgain(inside);
    found.set(number, {
      isElsewhere: isHidden,
      names: inside.plan.vertices.map(({ name }) => name),
      plan: inside.plan,
      pipeline: inside.row,
      tracks: inside.tracks.allForEngine(),
      facts: inside.facts,
      whyNot: whyNot !== null && isHidden ? NOT_RETRIED_ELSEWHERE : whyNot,
      children,
    });
  }
  return found;
}
