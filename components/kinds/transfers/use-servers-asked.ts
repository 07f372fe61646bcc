import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";

/** What the servers of a graph's transfers said last. Nobody is asked before somebody asks. */
export function useServersAsked(graph: string) {
  return useQuery(
    useTRPC().graphs.checkTransfers.queryOptions(
      { name: graph },
      // A server that takes long must not hold up what else the page asks for.
      { enabled: false, retry: false, trpc: { context: { isAlone: true } } },
    ),
  );
}
