import type { OtherFolders } from "#contract/pipelines/other-folders.ts";
import { isChild } from "#engine/kinds/kinds.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { newestChildren } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { isPipelineIn } from "#repos/pipelines/pipeline-list-rows.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";
import { parentsOf, pipelineWithId } from "./show-summary.ts";

/**
 * The pipelines of other folders that a pipeline runs for, and that run for its tracks. What a pipeline shows is the same for
 * everybody and leaves them out.
 *
 * @param folders those that whoever asks may read: of others nothing is said.
 * @throws Refused `not-found`.
 */
export async function otherFolders(tx: Queries, id: number, folders: FolderIds): Promise<OtherFolders> {
  const found = await pipelineWithId(tx, id);
  const parent = (await parentsOf(tx, [found])).get(id);
  const isTold =
    parent !== undefined &&
    !isWithin(parent.folder, found.folder) &&
    (await isPipelineIn(tx, parent.pipeline, folders));
  const { plan } = await planOfPipeline(tx, found.pipeline);
  const parents = plan.vertices.filter(isChild);
  const numbers = parents.map(({ number }) => number);
  const children = await newestChildren(tx, id, numbers, folders);
  return {
    parent: isTold ? { pipeline: parent.pipeline, vertex: parent.vertex } : null,
    children: parents.flatMap(({ number, name }) => {
      const child = children.get(number);
      if (child === undefined || isWithin(child.folder, found.folder)) return [];
      return [{ vertex: name, child: { id: child.id, state: child.state, attempt: child.attempt } }];
    }),
  };
}
