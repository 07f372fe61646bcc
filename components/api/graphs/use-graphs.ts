import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { usePaused } from "#components/ui/use-paused.ts";
import { type GraphSummary, MAX_GRAPH_SEARCH } from "#contract/graphs/graphs.ts";
import { MAX_GRAPH_NAME } from "#engine/shape/names/graph-names.ts";
import { useTRPC } from "../trpc.ts";

/** More are not read: a letter more narrows what is found. */
const MAX_FOUND = 50;

type Asked = {
  /** Only graphs that have a revision to run. */
  readonly isSealed?: boolean;
  /** False: the server is not asked yet. */
  readonly isWanted?: boolean;
};

/** The first graphs that the reader may see whose name or description has a text; the server looks among all. */
export function useFoundGraphs(typed: string, { isSealed = false, isWanted = true }: Asked = {}) {
  const wanted = typed.trim().slice(0, MAX_GRAPH_SEARCH);
  const search = usePaused(wanted);
  const query = useQuery({
    ...useTRPC().graphs.list.queryOptions({
      ...(search !== "" && { search }),
      ...(isSealed && { isSealed }),
      limit: MAX_FOUND,
    }),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
  return {
    graphs: query.data ?? NO_GRAPHS,
    isKnown: query.data !== undefined,
    isSearching: query.isPlaceholderData || query.isLoading || search !== wanted,
    error: query.error,
  };
}

/**
 * The graphs that have one of these names, whatever else there is; names that differ only in upper and lower case are one.
 * `isKnown` is false until the server has answered; until then the graphs are those of the names before.
 */
export function useGraphsNamed(names: readonly string[]): {
  readonly graphs: readonly GraphSummary[];
  readonly isKnown: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
} {
  const asked = names.filter((name) => name !== "" && name.length <= MAX_GRAPH_NAME);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...useTRPC().graphs.list.queryOptions({ names: asked }),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  });
  const isKnown = asked.length === 0 || (data !== undefined && !isPlaceholderData);
  return { graphs: data ?? NO_GRAPHS, isKnown, error, refetch };
}

const NO_GRAPHS: readonly GraphSummary[] = [];
