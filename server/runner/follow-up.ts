import type { Database } from "#platform/db.ts";
import type { Logger } from "#platform/log.ts";
import { admitPipelines } from "#services/admit-pipelines.ts";
import { endOverduePipelines } from "#services/end-overdue-pipelines.ts";
import { deliverEarlyCalls } from "#services/receive-call.ts";
import { tendChildren } from "#services/tend-children.ts";
import { wakeTracks } from "#services/wake-tracks.ts";
import { whatBroke } from "./what-broke.ts";

const FOLLOWING = [wakeTracks, endOverduePipelines, deliverEarlyCalls, tendChildren, admitPipelines];

/** Does what follows from the clock, and from one pipeline for another. What fails holds up nothing else. */
export async function followUp(database: Database, log: Logger): Promise<void> {
  for (const follow of FOLLOWING)
    await follow(database).catch((error: unknown) =>
      log.warn(whatBroke(error), `${follow.name} failed; it is tried again`),
    );
}
