import { childName } from "#engine/kinds/graph/child-pipeline.ts";
import { isWithin, ROOT } from "#engine/rights/folder-path.ts";
import { restartedChildren } from "#repos/pipelines/children/restarted-child-rows.ts";
import { folderOfPipeline } from "#repos/rights/subject-rows.ts";
import type { PipelineSession } from "./pipeline-session.ts";

/**
 * Why one of these tracks may not begin anew: its child pipeline was retried, and the track was not told yet. It would
 * launch another one, which does the same work. Null where there is no such track.
 *
 * @param numbers loaded tracks.
 * @param children `restartedChildren` of the pipeline, where it is asked about many.
 */
export async function whyChildRuns(
  session: PipelineSession,
  numbers: readonly number[],
  children?: Awaited<ReturnType<typeof restartedChildren>>,
): Promise<string | null> {
  const failed = new Set(numbers.filter((number) => session.track(number).state === "failed"));
  if (failed.size === 0) return null;
  const { tx, row } = session;
  for (const { id, number, attempt, state } of children ?? (await restartedChildren(tx, row.id))) {
    if (!failed.has(number) || session.track(number).attempt !== attempt) continue;
    const [below, above] = [await folderOfPipeline(tx, id), await folderOfPipeline(tx, row.id)];
    const child = childName({ id, isElsewhere: !isWithin(below ?? ROOT, above ?? ROOT) });
    return `${session.vertex(number).name} waits for ${child}, which ${state === "running" ? "runs again" : "has succeeded after all"}.`;
  }
  return null;
}
