import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";

/**
 * Has all lists of graphs asked again, as after one was made here: no stream tells of that. A list that was left a moment ago
 * is taken for fresh otherwise, and *Back* would show it without the new graph.
 */
export function useRenewGraphLists(): () => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return () => void queries.invalidateQueries(trpc.graphs.list.queryFilter());
}
