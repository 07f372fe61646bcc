import type { AllLogsPage, AllLogsPlace } from "#contract/logs/all-logs.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { pipelineWithId } from "../pipelines/read/show-summary.ts";
import { orRefusal } from "../stored-logs/log-file-problem.ts";
import { allStoredLogs } from "../stored-logs/read-stored-log.ts";
import { PrintingPipelines } from "./printing-pipelines.ts";

/**
 * One page of the logs of all attempts of all tracks of a pipeline, in the order in which they were stored. While it runs,
 * a piece may be committed a moment after one that was stored later: who reads along asks again for the last seconds.
 *
 * @param folders also of the pipelines below it, of graphs in these folders; null: of its own tracks only.
 * @throws Refused `not-found` where there is no such pipeline; `state-forbids` where a file with logs cannot be read.
 */
export async function readAllLogs(
  tx: Queries,
  { id, after = null, limit }: { id: number; after?: AllLogsPlace | null | undefined; limit: number },
  folders: FolderIds | null = null,
): Promise<AllLogsPage> {
  // Read first: what an ended pipeline printed is stored by then.
  const { pipeline } = await pipelineWithId(tx, id);
  const pipelines = await PrintingPipelines.of(tx, pipeline, folders);
  const rows = await orRefusal(allStoredLogs(tx, pipelines.ids, after, limit));
  const removedAt = pipeline.lastLogsRemovedAt ?? pipeline.logsRemovedAt;
  const last = rows.at(-1);
  return {
    chunks: await Promise.all(
      rows.map(async (row) => {
        const { attempt, seq, stream, bytes, at } = row;
        const printer = await pipelines.printerOf(row);
        return { ...printer, attempt, seq, stream, text: bytes.toString("utf8"), at };
      }),
    ),
    next: last === undefined ? after : placeOf(last),
    isEnd: rows.length < limit,
    isRunning: pipelines.isRunning,
    hasMoreBelow: pipelines.hasMoreBelow,
    ...(removedAt !== null && { removedAt }),
  };
}

/** The place of a piece. */
export function placeOf({ storedAt, trackId, attempt, seq }: AllLogsPlace): AllLogsPlace {
  return { storedAt, trackId, attempt, seq };
}
