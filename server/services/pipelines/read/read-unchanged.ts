import type { NamedPipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { refuse } from "../../refusals/refused.ts";

/** Of a pipeline that changes a hundred times a second, one of so many reads falls between two changes. */
const MAX_READS = 50;

/**
 * A pipeline's row with all its tracks as they were at one moment, without a lock. The row is read first: every change of
 * a track raises the pipeline's rev, so no track is newer than the row unless something changed in between. Then both are
 * read again.
 *
 * @throws Refused `database-busy` where something changed each time.
 */
export async function readUnchanged<
  Found extends { readonly pipeline: Pick<NamedPipelineRow["pipeline"], "rev"> },
  Track extends { readonly rev: number },
>(
  readRow: () => Promise<Found>,
  readTracks: () => Promise<readonly Track[]>,
): Promise<{ found: Found; tracks: readonly Track[] }> {
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const found = await readRow();
    const tracks = await readTracks();
    if (tracks.every(({ rev }) => rev <= found.pipeline.rev)) return { found, tracks };
  }
  return refuse("database-busy", "The pipeline changes faster than it can be read.", {
    kept: "Nothing was changed.",
    todo: "Try again in a moment.",
  });
}
