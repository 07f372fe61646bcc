import type { AllLogsPage, AllLogsPlace } from "#contract/logs/all-logs.ts";
import type { Queries } from "#platform/database/db.ts";
import { logsOfPipeline } from "#repos/tracks/log-chunk-rows.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import { pipelineWithId } from "../pipelines/read/show-summary.ts";

/**
 * One page of the logs of all attempts of all tracks of a pipeline, in the order of time.
 *
 * @throws Refused `not-found` where there is no such pipeline.
 */
export async function readAllLogs(
  tx: Queries,
  { id, after, limit }: { id: number; after?: AllLogsPlace | null | undefined; limit: number },
): Promise<AllLogsPage> {
  const { pipeline } = await pipelineWithId(tx, id);
  const { plan } = await planOfPipeline(tx, pipeline);
  const rows = await logsOfPipeline(tx, id, after ?? null, limit);
  const last = rows.at(-1);
  return {
    chunks: rows.map(({ number, attempt, seq, stream, bytes, at }) => ({
      vertex: plan.vertices[number]?.name ?? String(number),
      attempt,
      seq,
      stream,
      text: bytes.toString("utf8"),
      at,
    })),
    next:
      last === undefined || rows.length < limit
        ? null
        : { at: last.at, number: last.number, attempt: last.attempt, seq: last.seq },
  };
}
