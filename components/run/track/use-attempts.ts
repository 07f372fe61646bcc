import { type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { ATTEMPTS_A_PAGE, type AttemptSummary } from "#contract/pipelines/attempts.ts";

type Listed = {
  /** The newest page, which is asked again with each change. */
  readonly newest: UseQueryResult<AttemptSummary[], unknown>;
  /** The newest first. */
  readonly attempts: readonly AttemptSummary[];
  /** How many pages they are. */
  readonly pages: number;
  readonly hasOlder: boolean;
  readonly isReading: boolean;
  /** Why older ones could not be read; null where nothing failed. */
  readonly problem: unknown;
  /** Reads older ones; where that failed, the same ones again. */
  readonly showOlder: () => void;
};

/**
 * The newest attempts of a track, and as many older ones as were asked for. Pages of older ones begin at fixed numbers:
 * each is read once, however many attempts there are meanwhile.
 *
 * @param last the number of an attempt whose page is the newest one that is wanted; null for all up to now.
 */
export function useAttempts(id: number, vertex: string, last: number | null): Listed {
  const { attempts } = useTRPC().pipelines;
  const track = { id, vertex };
  const asked = last === null ? track : { ...track, before: endOf(pageOf(last)) };
  const newest = useQuery(attempts.queryOptions(asked));
  /** The smallest number that was asked for. */
  const [from, setFrom] = useState<number | null>(null);
  const first = newest.data?.[0]?.number ?? 1;
  const smallest = Math.min(from ?? first, first);
  const older = useQueries({
    queries: pagesBetween(smallest, first).map((before) => ({
      ...attempts.queryOptions({ ...track, before }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (pages) => {
      const failed = pages.find(({ isError }) => isError);
      return {
        rows: pages.flatMap(({ data }) => data ?? []),
        count: pages.filter(({ data }) => data !== undefined).length,
        isReading: pages.some(({ isFetching }) => isFetching),
        problem: failed?.error ?? null,
        readAgain: failed?.refetch ?? null,
      };
    },
  });
  const { isReading, problem, readAgain } = older;
  const rows = useMemo(() => {
    // A page may reach into the newest one, which knows it better.
    const known = new Map([...older.rows, ...(newest.data ?? [])].map((row) => [row.number, row]));
    return [...known.values()].sort((one, other) => other.number - one.number);
  }, [older.rows, newest.data]);
  return {
    newest,
    attempts: rows,
    pages: older.count + 1,
    hasOlder: smallest > 1 || isReading || readAgain !== null,
    isReading,
    problem,
    showOlder: () => (readAgain === null ? setFrom(endOf(pageOf(smallest - 1) - 1)) : void readAgain()),
  };
}

/** The pages that have the numbers from `smallest` on and before `first`, each by the number that follows after it. */
function pagesBetween(smallest: number, first: number): number[] {
  if (smallest >= first) return [];
  const pages: number[] = [];
  for (let page = pageOf(first - 1); page >= pageOf(smallest); page -= 1) pages.push(endOf(page));
  return pages;
}

/** The number that follows after a page. */
function endOf(page: number): number {
  return (page + 1) * ATTEMPTS_A_PAGE + 1;
}

/** Which page a number is in. The first one begins with 1. */
function pageOf(number: number): number {
  return Math.floor((number - 1) / ATTEMPTS_A_PAGE);
}
