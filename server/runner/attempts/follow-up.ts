import type { Database } from "#platform/database/db.ts";
import { errorFields } from "#platform/database/error-fields.ts";
import type { Logger } from "#platform/log.ts";
import { admitPipelines } from "#services/background/admit-pipelines.ts";
import { endOverduePipelines } from "#services/background/end-overdue-pipelines.ts";
import { reconcileChildPipelines } from "#services/background/reconcile-child-pipelines.ts";
import { wakeTracks } from "#services/background/wake-tracks.ts";
import { deliverEarlyCalls } from "#services/callbacks/receive-call.ts";

const FOLLOWING = [
  wakeTracks,
  endOverduePipelines,
  deliverEarlyCalls,
  reconcileChildPipelines,
  admitPipelines,
];

/** Does what follows from the clock, and from one pipeline for another. What fails holds up nothing else. */
export async function followUp(database: Database, log: Logger): Promise<void> {
  for (const follow of FOLLOWING)
    await follow(database).catch((error: unknown) =>
      log.warn(errorFields(error), `${follow.name} failed; it is tried again`),
    );
}
