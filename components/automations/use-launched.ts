import { useQuery } from "@tanstack/react-query";
import { useGraphsNamed } from "#components/api/graphs/use-graphs.ts";
import { useTRPC } from "#components/api/trpc.ts";

export type Launched = ReturnType<typeof useLaunched>;

/**
 * The graph that is launched: which revision is the latest, and which params the chosen one asks for.
 *
 * @param graph its name; empty: none is chosen yet. @param revision as it is typed; empty: the latest.
 */
export function useLaunched({ graph, revision }: { readonly graph: string; readonly revision: string }) {
  const trpc = useTRPC();
  const known = useGraphsNamed([graph]);
  const chosen = known.graphs.find(({ name }) => name === graph);
  const latest = chosen?.latest?.number ?? null;
  const number = revision.trim() === "" ? latest : Number(revision);
  const isAsked = graph !== "" && number !== null && Number.isSafeInteger(number) && number > 0;
  const unread = known.isKnown ? null : known.error;
  const query = useQuery({
    ...trpc.pipelines.launchForm.queryOptions({ graph, revision: isAsked ? number : 1 }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: isAsked,
  });
  return {
    // What is asked for follows from the graph: where that could not be read, neither can this.
    query: unread === null ? query : { ...query, error: unread, refetch: known.refetch },
    isAsked: isAsked || unread !== null,
    latest,
    /** Null while it is not known what is asked for. */
    specs: isAsked ? (query.data?.params ?? null) : null,
    isUnsealed: chosen !== undefined && latest === null,
  };
}
