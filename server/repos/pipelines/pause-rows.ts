import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { PAUSED_ABOVE } from "#engine/past/past-run.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import type { PipelineRow } from "./pipeline-rows.ts";

/** Who paused a pipeline, or one above it, and why. */
export type PauseRow = { readonly pipelineId: number; readonly by: string; readonly reason: string | null };

type Paused = Pick<PipelineRow, "id" | "state" | "isPaused" | "isParentPaused">;

const NEWEST = `select pipeline_id as pipelineId, actor as pausedBy, reason from event
  where pipeline_id = ? and kind = 'pipeline' and to_state = 'paused'`;

/** The newest pause of each of these pipelines that is paused now; its own one where it has one. */
export async function pausesOf(tx: Queries, pipelines: readonly Paused[]): Promise<PauseRow[]> {
  const paused = pipelines.filter(
    ({ state, isPaused, isParentPaused }) =>
      OPEN_PIPELINE_STATES.some((open) => open === state) && (isPaused || isParentPaused),
  );
  const statements = paused.map(({ id, isPaused }) => ({
    text: `${NEWEST} ${isPaused ? "and not (reason <=> ?)" : ""} order by rev desc, n desc limit 1`,
    values: isPaused ? [id, PAUSED_ABOVE] : [id],
  }));
  if (statements.length === 0) return [];
  const answers = await readTogether(tx, statements);
  return answers.flatMap((rows) =>
    (rows as readonly Record<string, unknown>[]).map(({ pipelineId, pausedBy, reason }) => ({
      pipelineId: Number(pipelineId),
      by: String(pausedBy),
      reason: reason === null ? null : String(reason),
    })),
  );
}
