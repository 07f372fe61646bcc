import { useEffect, useState } from "react";
import { useTRPCClient } from "#components/api/trpc.ts";
import type { AllLogsFound, AllLogsMatch, AllLogsPlace } from "#contract/logs/all-logs.ts";
import type { LogQuery } from "#engine/log/log-matcher.ts";
import type { AllLogsOf } from "./use-all-lines.ts";

/** So often the server is asked on before somebody asks for more: each answer has its own limits. */
const ANSWERS_AT_ONCE = 20;

/** What the server has found behind the lines that are here. */
export type FurtherMatches = {
  readonly count: number;
  readonly first: AllLogsMatch | null;
  /** When the last line that was searched was printed; null where none was. */
  readonly searchedTo: Date | null;
  readonly isEnd: boolean;
  readonly isSearching: boolean;
  readonly error: unknown;
  /** Where it is searched on. */
  readonly next: AllLogsPlace | null;
};

const NOTHING = { count: 0, first: null, searchedTo: null, isEnd: false, isSearching: true, error: null };

/**
 * Searches what is stored behind a place, answer by answer.
 *
 * @param query null: nothing is searched for.
 */
export function useFurtherMatches(
  { id, isWithChildren }: AllLogsOf,
  query: LogQuery | null,
  after: AllLogsPlace | null,
) {
  const client = useTRPCClient();
  const [further, setFurther] = useState<FurtherMatches | null>(null);
  const [round, setRound] = useState({ query, after, begin: null as FurtherMatches | null });
  const isNew = round.query !== query || round.after !== after;
  if (isNew) {
    setRound({ query, after, begin: null });
    setFurther(null);
  }
  useEffect(() => {
    const { query: asked, begin } = round;
    if (asked === null) return;
    const stop = new AbortController();
    const search = async () => {
      let all: FurtherMatches = begin ?? { ...NOTHING, next: round.after };
      for (let left = ANSWERS_AT_ONCE; left > 0 && !all.isEnd; left -= 1) {
        setFurther({ ...all, isSearching: true });
        const input = { id, isWithChildren, ...asked, after: all.next, limit: 1 };
        all = together(all, await client.pipelines.searchAllLogs.query(input, { signal: stop.signal }));
        if (stop.signal.aborted) return;
      }
      setFurther({ ...all, isSearching: false });
    };
    search().catch((error: unknown) => {
      if (stop.signal.aborted) return;
      setFurther((last) => ({ ...(last ?? { ...NOTHING, next: null }), isSearching: false, error }));
    });
    return () => stop.abort();
  }, [client, id, isWithChildren, round]);
  return {
    further: isNew ? null : further,
    searchOn: () => setRound({ query, after, begin: further && { ...further, error: null } }),
  };
}

function together(all: FurtherMatches, found: AllLogsFound): FurtherMatches {
  return {
    ...all,
    count: all.count + found.count,
    first: all.first ?? found.matches[0] ?? null,
    searchedTo: found.searchedTo ?? all.searchedTo,
    isEnd: found.isEnd,
    next: found.next,
  };
}
