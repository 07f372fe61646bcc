import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { LogLines } from "#engine/log/log-lines.ts";

/** Lines before the one that is looked at. */
const LINES_BEFORE = 100;
/** Enough for a screen, and soon here: a chunk has 64 KiB at most. */
const CHUNKS = 4;
/** Of the end: the last line may be as long as the whole log. */
const LAST_CHUNKS = 16;

/** The lines around the one that is looked at first, while the log before them is not here yet. */
export type LogWindow = {
  readonly log: LogLines;
  /** How many lines the whole log has. */
  readonly lines: number;
};

/**
 * Reads a log first where it is looked at: a long one is here from its beginning only later.
 *
 * @param line the number of the line that is looked at; null: the last one.
 * @returns null as long as there is none, and once the log itself has these lines.
 */
export function useLogWindow(
  place: { id: number; vertex: string; attempt: number },
  log: LogLines,
  line: number | null,
  isComplete: boolean,
): LogWindow | null {
  const trpc = useTRPC();
  const once = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false, enabled: !isComplete };
  const wanted =
    line === null
      ? { line: -LINES_BEFORE, lastChunks: LAST_CHUNKS }
      : { line: Math.max(1, line - LINES_BEFORE) };
  const found = useQuery({
    ...trpc.pipelines.findLogLine.queryOptions({ ...place, ...wanted }),
    ...once,
  }).data;
  const after = found?.after ?? 0;
  const limit = line === null ? 1_000 : CHUNKS;
  const read = useQuery({
    ...trpc.pipelines.readLog.queryOptions({ ...place, after, limit }),
    ...once,
    // What begins at the beginning comes with the log itself.
    enabled: !isComplete && after > 0,
  }).data;
  const part = useMemo(() => {
    if (found === undefined || read === undefined || found.after === 0) return null;
    const lines = new LogLines({ first: found.first });
    lines.append(read.chunks);
    return { log: lines, lines: found.lines };
  }, [found, read]);
  return part === null || isComplete || log.seq >= part.log.seq ? null : part;
}
