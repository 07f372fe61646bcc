import type { PipelineView } from "#contract/pipelines/pipelines.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import type { NamedPipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { folderOfPipeline } from "#repos/rights/subject-rows.ts";
import { pipelineBefore } from "#repos/triggers/after-rows.ts";

/** The pipeline after which a trigger launched this one; null where none did. */
export async function launchedAfter(
  tx: Queries,
  { pipeline, folder }: NamedPipelineRow,
): Promise<PipelineView["launchedAfter"]> {
  if (pipeline.parentId !== null) return null;
  const before = await pipelineBefore(tx, pipeline.id);
  if (before === null) return null;
  const path = await folderOfPipeline(tx, before);
  return { pipeline: path !== null && isWithin(path, folder) ? before : null };
}
