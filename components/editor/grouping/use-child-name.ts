import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { usePaused } from "#components/ui/use-paused.ts";
import { uniqueName } from "#engine/shape/names/free-name.ts";
import { graphNameProblem } from "#engine/shape/names/graph-names.ts";

/**
 * The name of the child graph: what was typed, or else a free name near the suggested one. What is wrong with it is said
 * while it is typed; a graph that may not be seen is only known when the child is made.
 */
export function useChildName(suggested: string) {
  const [typed, setTyped] = useState<string | null>(null);
  const near = useGraphsNamed(suggested);
  const name = typed ?? uniqueName(suggested, near);
  const twin = useGraphsNamed(name).find((each) => each.toLowerCase() === name.toLowerCase());
  const taken = twin === undefined ? null : `There is a graph ${twin} already. Choose another name.`;
  return { name, setName: setTyped, problem: graphNameProblem(name) ?? taken };
}

/** The names of the graphs that have a text in theirs; none while it is not known. */
function useGraphsNamed(name: string): readonly string[] {
  const search = usePaused(name);
  const { data = [] } = useQuery({
    ...useTRPC().graphs.list.queryOptions({ search }),
    enabled: graphNameProblem(search) === null,
    // What is known is not forgotten while the next letters are asked about.
    placeholderData: keepPreviousData,
  });
  return data.map((graph) => graph.name);
}
