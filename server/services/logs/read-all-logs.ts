import type { AllLogsPage, AllLogsPlace } from "#contract/logs/all-logs.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import { pipelineWithId } from "../pipelines/read/show-summary.ts";
import { orRefusal } from "../stored-logs/log-file-problem.ts";
import { allStoredLogs } from "../stored-logs/read-stored-log.ts";

/**
 * One page of the logs of all attempts of all tracks of a pipeline, in the order in which they were stored. While it runs,
 * a piece may be committed a moment after one that was stored later: who reads along asks again for the last seconds.
 *
 * @throws Refused `not-found` where there is no such pipeline; `state-forbids` where a file with logs cannot be read.
 */
export async function readAllLogs(
  tx: Queries,
  { id, after = null, limit }: { id: number; after?: AllLogsPlace | null | undefined; limit: number },
): Promise<AllLogsPage> {
  // Read first: what an ended pipeline printed is stored by then.
  const { pipeline } = await pipelineWithId(tx, id);
  const { plan } = await planOfPipeline(tx, pipeline);
  const rows = await orRefusal(allStoredLogs(tx, id, after, limit));
  const removedAt = pipeline.lastLogsRemovedAt ?? pipeline.logsRemovedAt;
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
    next: last === undefined ? after : placeOf(last),
    isEnd: rows.length < limit,
    isRunning: !isPipelineEnded(pipeline.state),
    ...(removedAt !== null && { removedAt }),
  };
}

/** The place of a piece. */
export function placeOf({ storedAt, trackId, attempt, seq }: AllLogsPlace): AllLogsPlace {
  return { storedAt, trackId, attempt, seq };
}
