import { IN_A_RING } from "#engine/explain/wait-rings.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { queuedChildren } from "#repos/pipelines/wait-rows.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import { queuedText } from "../pipelines/create-pipeline.ts";
import { findWaitRings } from "../pipelines/find-wait-rings.ts";

/**
 * Writes into the reason of each queued child pipeline whether it waits in a ring, and takes it out again once it does
 * not. Without a queued child it only asks for that.
 */
export async function nameWaitRings(database: Database): Promise<void> {
  const queued = await queuedChildren(database.queries);
  if (queued.length === 0) return;
  const rings = await findWaitRings(database.queries);
  const texts = new Map(
    rings.flatMap(({ waiters, text }) => waiters.map(({ pipeline }) => [pipeline, text] as const)),
  );
  await runAllThenThrow(
    queued
      .map(({ id, reason }) => ({ id, reason, ring: texts.get(id) }))
      .filter(({ reason, ring }) => (ring ?? null) !== (isRing(reason) ? reason : null))
      .map(
        ({ id, ring }) =>
          () =>
            setReason(database, id, ring),
      ),
  );
}

function isRing(reason: string | null): boolean {
  return reason?.startsWith(IN_A_RING) === true;
}

function setReason(database: Database, id: number, ring: string | undefined): Promise<void> {
  return transact(database, (tx) =>
    withPipeline(tx, id, async (session) => {
      const { pipelines: max } = session.plan.limits;
      if (!session.row.isQueued || max === null) return;
      const reason = ring ?? queuedText(max);
      if (session.row.reason !== reason) session.adjustPipeline({ reason });
    }),
  );
}
