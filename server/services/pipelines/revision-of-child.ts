import { childRevisionOf } from "#repos/graphs/content-rows.ts";
import { findRevisionById, type RevisionRow, sealedByDigest } from "#repos/graphs/revision-rows.ts";
import { itemsOfPipeline } from "#repos/pipelines/pipeline-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";

/**
 * The revision that a vertex runs: the one that was chosen when its graph was sealed. Other graphs may have the same
 * content, in folders of others. Only where no choice was recorded, any revision with this content.
 *
 * @returns null where there is none.
 */
export async function revisionOfChild(session: PipelineSession, number: number): Promise<RevisionRow | null> {
  const { tx, row } = session;
  // Where a pipeline runs items, each of its vertices is the same one of the revision.
  const inRevision = row.hasItems ? ((await itemsOfPipeline(tx, row.id))?.number ?? number) : number;
  const chosen = await childRevisionOf(tx, row.revisionId, inRevision);
  if (chosen !== null) return findRevisionById(tx, chosen);
  const digest = session.vertex(number).spec.graph?.digest ?? "";
  return (await sealedByDigest(tx, [digest])).get(digest) ?? null;
}
