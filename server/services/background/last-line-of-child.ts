import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import type { Queries } from "#platform/database/db.ts";
import { failedTracksOf } from "#repos/pipelines/children/child-undo-rows.ts";
import type { PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { isElsewhere } from "../pipeline-session/is-elsewhere.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";

/**
 * The outcome of a track whose child pipeline has ended, with the last line that was written by what failed there: by the
 * track that the child's reason names. Nothing is added where the child did not fail, or where its graph is in another
 * folder than that of `parentId`, and not below that.
 */
export async function withLastLine(
  tx: Queries,
  child: PipelineRow,
  outcome: AttemptOutcome,
  parentId: number,
): Promise<AttemptOutcome> {
  const { reason } = child;
  if (outcome.to !== "failed" || child.state !== "failed" || reason === null) return outcome;
  if (await isElsewhere(tx, child.id, parentId)) return outcome;
  const { plan } = await planOfPipeline(tx, child);
  const failures = await failedTracksOf(tx, child.id);
  const named = failures.find(({ number }) => {
    const said = `${plan.vertices[number]?.name} failed`;
    return reason === said || reason.startsWith(`${said}: `);
  });
  return named === undefined || named.lastLine === null ? outcome : { ...outcome, lastLine: named.lastLine };
}
