"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useIsRightsKnown, useMay } from "#components/api/use-may.ts";
import { GraphEditor } from "#components/editor/graph-editor.tsx";
import { RevisionView } from "#components/revisions/revision-view.tsx";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import { PlacedGraph } from "./placed-graph.tsx";

/** The draft of a graph, to be drawn on; or one of its sealed revisions, to be looked at. */
export function GraphPage({ name, revision }: { name: string; revision: number | null }) {
  const trpc = useTRPC();
  // The draft on the screen is the truth from now on: what the server has is asked for again only after a conflict.
  const graph = useQuery({
    ...trpc.graphs.show.queryOptions(revision === null ? { name } : { name, revision }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const may = useMay();
  // Whoever may only look never sees the editor.
  const isKnown = useIsRightsKnown();
  if (!isKnown) return <Skeleton height={480} />;
  return (
    <QueryBody query={graph} skeleton={<Skeleton height={480} />}>
      {(view) => (
        <PlacedGraph file={view.file}>
          {() =>
            view.revision === null && may("design", view.folder) === null ? (
              <GraphEditor key={view.name} view={view} />
            ) : (
              <RevisionView view={view} />
            )
          }
        </PlacedGraph>
      )}
    </QueryBody>
  );
}
