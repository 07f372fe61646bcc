import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import type { Library } from "#components/canvas/editing/adding/library.ts";

/** The sealed graphs that a vertex of this graph can run. They are asked for when somebody is about to add a vertex. */
export function useLibrary(own: string): Library {
  const [isWanted, setWanted] = useState(false);
  const want = useCallback(() => setWanted(true), []);
  const { data } = useQuery(useTRPC().graphs.list.queryOptions({}, { enabled: isWanted }));
  return useMemo(() => {
    const graphs = (data ?? []).flatMap(({ name, latest }) =>
      // A graph that runs itself would never end.
      latest === null || name === own ? [] : [{ name, revision: latest.number }],
    );
    return { graphs, want };
  }, [data, own, want]);
}
