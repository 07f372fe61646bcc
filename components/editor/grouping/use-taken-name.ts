import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { usePaused } from "#components/ui/use-paused.ts";
import { graphNameProblem } from "#engine/shape/names/graph-names.ts";

/** Says while a name is typed that another graph has it. What may not be seen is only known when it is made. */
export function useTakenName(name: string): string | null {
  const asked = usePaused(name);
  const { data } = useQuery({
    ...useTRPC().graphs.list.queryOptions({ search: asked }),
    enabled: graphNameProblem(asked) === null,
  });
  const twin = (data ?? []).find((graph) => graph.name.toLowerCase() === name.toLowerCase());
  return twin === undefined ? null : `There is a graph ${twin.name} already. Choose another name.`;
}
