import { setImmediate as otherWork } from "node:timers/promises";
import type { AllLogsFound, AllLogsPlace } from "#contract/logs/all-logs.ts";
import { type LogMatcher, type LogQuery, logMatcher } from "#engine/log/log-matcher.ts";
import { MAX_COLUMNS, WHOLE_LINE } from "#engine/log/terminal-row.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import type { PipelineLogRow } from "#repos/tracks/log-chunk-rows.ts";
import { pipelineWithId } from "../pipelines/read/show-summary.ts";
import { refuse } from "../refusals/refused.ts";
import { orRefusal } from "../stored-logs/log-file-problem.ts";
import { allStoredLogs } from "../stored-logs/read-stored-log.ts";
import { PrintingPipelines } from "./printing-pipelines.ts";
import { placeOf } from "./read-all-logs.ts";
import { SearchedLogs } from "./searched-logs.ts";

/** So many pieces are read with one query; a piece has 64 KiB at most. */
const PIECES_AT_ONCE = 20;
/** The same with children: the query takes longer the more pipelines it looks at, for few pieces and for many. */
const PIECES_OF_MANY = 200;
/** The work of one answer: who searches asks on. */
const LIMITS = { pieces: 1_000, ms: 500 };

type Asked = LogQuery & {
  readonly id: number;
  readonly after?: AllLogsPlace | null | undefined;
  readonly limit: number;
  /** All lines that are found are told: an answer ends with the piece in which there are `limit` of them. */
  readonly isEveryTold?: boolean;
  /** Also the logs of the pipelines below it, of graphs in these folders; null: those of its own tracks only. */
  readonly folders?: FolderIds | null;
};

/**
 * Searches the logs of all attempts of all tracks of a pipeline, in the order in which they were stored, as far as one answer
 * may go. A line is found where it ends, also when it began before `after`. While the pipeline runs, what is committed
 * late may be missed, and a line that has not ended may be found once more when it has.
 *
 * @throws Refused `bad-input` for a pattern that cannot be used; `not-found` where there is no such pipeline;
 *   `state-forbids` where a file with logs cannot be read.
 */
export async function searchAllLogs(
  tx: Queries,
  { id, after = null, limit, isEveryTold = false, folders = null, ...query }: Asked,
  limits = LIMITS,
): Promise<AllLogsFound> {
  const matcher = matcherOf(query);
  const { pipeline } = await pipelineWithId(tx, id);
  const pipelines = await PrintingPipelines.of(tx, pipeline, folders);
  // The page finds rows, as it draws them. Who is told everything wants whole lines.
  const told = isEveryTold
    ? { limit: Number.POSITIVE_INFINITY, width: WHOLE_LINE }
    : { limit, width: MAX_COLUMNS };
  const logs = new SearchedLogs(tx, matcher, told);
  const most = isEveryTold ? limit : Number.POSITIVE_INFINITY;
  const { last, isEnd } = await orRefusal(
    searchPieces(tx, pipelines.ids, after, logs, { ...limits, lines: most }),
  );
  await orRefusal(logs.end());
  return {
    count: logs.count,
    matches: await Promise.all(
      logs.matches.map(async ({ number, pipelineId, ...match }) => ({
        ...(await pipelines.printerOf({ pipelineId, number })),
        ...match,
      })),
    ),
    next: last === null ? after : placeOf(last),
    searchedTo: last?.at ?? null,
    isEnd,
  };
}

async function searchPieces(
  tx: Queries,
  ids: readonly number[],
  after: AllLogsPlace | null,
  logs: SearchedLogs,
  limits: typeof LIMITS & { readonly lines: number },
): Promise<{ last: PipelineLogRow | null; isEnd: boolean }> {
  const until = performance.now() + limits.ms;
  let last: PipelineLogRow | null = null;
  for (let left = limits.pieces; left > 0; ) {
    const asked = Math.min(ids.length > 1 ? PIECES_OF_MANY : PIECES_AT_ONCE, left);
    const pieces: PipelineLogRow[] = await allStoredLogs(tx, ids, last ?? after, asked);
    for (const piece of pieces) {
      await logs.take(piece);
      last = piece;
      left -= 1;
      // One piece at least: else who asks on would never come further.
      if (performance.now() > until || logs.count >= limits.lines) return { last, isEnd: false };
      await otherWork();
    }
    if (pieces.length < asked) return { last, isEnd: true };
  }
  return { last, isEnd: false };
}

function matcherOf(query: LogQuery): LogMatcher {
  const { matcher, problem } = logMatcher(query);
  return matcher ?? refuse("bad-input", problem ?? "There is nothing to search for.");
}
