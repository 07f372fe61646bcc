import { isRing } from "#engine/explain/wait-rings.ts";
import { childText, isChild } from "#engine/kinds/kinds.ts";
import { locksText } from "#engine/locks/locks.ts";
import { isUndoneInside, UNDOES_CHILDREN } from "#engine/transition/undo.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { heldLocks, queuedChildren } from "#repos/pipelines/wait-rows.ts";
import { concurrencyClaimsOf, isSlotFree } from "#repos/tracks/concurrency-slot-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import { queuedText } from "../pipelines/create-pipeline.ts";
import { findWaitRings } from "../pipelines/find-wait-rings.ts";

/**
 * Writes into the reason of each queued child pipeline, and of each track that waits for a lock, whether it waits in a
 * ring, and takes it out again once it does not. Where no pipeline and no track could be in one it only asks for that.
 */
export async function nameWaitRings(database: Database): Promise<void> {
  const { queries } = database;
  const queued = await queuedChildren(queries);
  const isHeldForChild = (await heldLocks(queries)).some(({ isExecuted }) => !isExecuted);
  if (queued.length === 0 && !isHeldForChild) return;
  const { rings, tracks } = await findWaitRings(queries);
  const texts = new Map(
    rings.flatMap(({ waiters, textIn }) =>
      waiters.map(
        ({ pipeline, track, folder }) => [keyOf(pipeline, track?.number ?? null), textIn(folder)] as const,
      ),
    ),
  );
  const waiting = [...queued.map(({ id, reason }) => ({ pipeline: id, number: null, reason })), ...tracks];
  await runAllThenThrow(
    waiting
      .map(({ pipeline, number, reason }) => ({
        pipeline,
        number,
        named: isRing(reason) ? reason : null,
        ring: texts.get(keyOf(pipeline, number)) ?? null,
      }))
      .filter(({ named, ring }) => ring !== named)
      .map(
        ({ pipeline, number, ring }) =>
          () =>
            number === null
              ? nameOnPipeline(database, pipeline, ring)
              : nameOnTrack(database, pipeline, number, ring),
      ),
  );
}

function keyOf(pipeline: number, number: number | null): string {
  return `${pipeline} ${number}`;
}

function nameOnPipeline(database: Database, id: number, ring: string | null): Promise<void> {
  return transact(database, (tx) =>
    withPipeline(tx, id, async (session) => {
      const { pipelines: max } = session.plan.limits;
      if (session.row.isQueued && max !== null) session.adjustPipeline({ reason: ring ?? queuedText(max) });
    }),
  );
}

function nameOnTrack(database: Database, id: number, number: number, ring: string | null): Promise<void> {
  return transact(database, (tx) =>
    withPipeline(tx, id, async (session) => {
      await session.load([number]);
      const before = session.track(number);
      const vertex = session.vertex(number);
      if (before.state === "reverting") {
        // It may have begun since. What holds its locks already waits for none.
        if (before.token !== null || (ring !== null && (await hasItsLocks(session, number)))) return;
        session.adjust(number, { reason: ring ?? (isUndoneInside(before) ? UNDOES_CHILDREN : null) });
        return;
      }
      const waitsForLocks = isChild(vertex)
        ? before.sleep === "child" && before.reason !== childText(vertex)
        : before.state === "pending";
      if (!waitsForLocks) return;
      const usual = isChild(vertex) ? locksText(vertex.spec, before.locks) : null;
      session.adjust(number, { reason: ring ?? usual });
    }),
  );
}

async function hasItsLocks({ tx, tracks }: PipelineSession, number: number): Promise<boolean> {
  const { id } = tracks.asRead(number);
  for (const claim of await concurrencyClaimsOf(tx, id)) if (!(await isSlotFree(tx, id, claim))) return false;
  return true;
}
