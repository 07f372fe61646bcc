import { removedText } from "#engine/retention/removed-text.ts";
import type { Queries } from "#platform/database/db.ts";
import { findRemoved } from "#repos/retention/removed-rows.ts";
import { refuse } from "../refusals/refused.ts";

/**
 * For a pipeline that is not found.
 *
 * @throws Refused `not-found`: retention has removed it, or there is none.
 */
export async function refusePipeline(tx: Queries, id: number): Promise<never> {
  const command = { verb: "pipeline list" } as const;
  const removed = await findRemoved(tx, id);
  if (removed === null) return refuse("not-found", `There is no pipeline ${id}.`, { command });
  const { graph, state, finishedAt, removedAt } = removed;
  const said = `It was one of graph "${graph}", and ${state === "reverted" ? "was rolled back" : ENDS[state]} on ${dayOf(finishedAt)}.`;
  return refuse("not-found", `Pipeline ${id} was ${removedText(removedAt)}. ${said}`, { command });
}

const ENDS = { succeeded: "succeeded", failed: "failed", cancelled: "was cancelled" } as const;

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
