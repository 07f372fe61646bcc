import type { Database } from "#platform/db.ts";
import { numberOfVertex, withPipeline } from "./locked-pipeline.ts";
import { refuse } from "./refused.ts";
import { closeLostAttempt } from "./retry-track.ts";

/**
 * Counts a lost or failed track as done, or a lost one as failed. It stays marked with who said so and why.
 *
 * @throws Refused where the track's state forbids it.
 */
export async function forceTrack(
  database: Database,
  request: { id: number; vertex: string; to: "succeeded" | "failed"; reason: string },
  actor: string,
): Promise<void> {
  await withPipeline(database, request.id, async (open) => {
    const number = numberOfVertex(open, request.vertex);
    await open.load("all");
    const decision = `counted as ${request.to} by ${actor}: ${request.reason}`;
    closeLostAttempt(open, number, decision);
    const forbidden = await open.apply({ type: "forced", number, to: request.to, reason: decision }, actor);
    if (forbidden !== null) refuse("state-forbids", forbidden);
    open.adjust(number, { decidedBy: actor, decidedWhy: request.reason });
  });
}
