"use client";

import { replaceEqualDeep, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useIsRightsKnown, useMay } from "#components/api/use-may.ts";
import { KnownOwners } from "#components/draft/saving/kept/known-owners.tsx";
import { GraphEditor } from "#components/editor/graph-editor.tsx";
import { RevisionView } from "#components/revisions/revision-view.tsx";
import { headed } from "#components/shell/page-header.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Skeleton } from "#components/ui/states/skeleton.tsx";
import type { GraphView } from "#contract/graphs/graphs.ts";
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
    structuralSharing: (before, now) => withSameFile(before as GraphView | undefined, now as GraphView),
  });
  // Whoever may only look never sees the editor.
  const isKnown = useIsRightsKnown();
  if (!isKnown) return <Skeleton height={480} />;
  return (
    <QueryBody
      query={graph}
      skeleton={<Skeleton height={480} />}
      around={headed(<bdi>{name}</bdi>)}
      elsewhere={
        <LinkButton size="small" href="/graphs">
          All graphs
        </LinkButton>
      }
    >
      {(view) => <ShownGraph key={`${view.name} ${view.revision}`} view={view} />}
    </QueryBody>
  );
}

function ShownGraph({ view }: { view: GraphView }) {
  const mayEdit = useMay()("design", view.folder) === null && view.revision === null;
  // An editor that is open stays: it may hold what is not saved yet, also once its person may not save it any more.
  const [edited, setEdited] = useState(mayEdit ? view : null);
  if (mayEdit && edited === null) setEdited(view);
  const { file } = edited ?? view;
  return (
    <PlacedGraph file={file}>
      {() =>
        edited === null ? (
          <RevisionView view={view} />
        ) : (
          <KnownOwners graphId={edited.graphId} skeleton={<Skeleton height={480} />}>
            {(owners) => <GraphEditor view={{ ...edited, folder: view.folder }} owners={owners} />}
          </KnownOwners>
        )
      }
    </PlacedGraph>
  );
}

/** The file of the same save is one object for ever: its places are worked out once. */
function withSameFile(before: GraphView | undefined, now: GraphView): GraphView {
  const isSame =
    before?.graphId === now.graphId &&
    before.name === now.name &&
    before.revision === now.revision &&
    before.edit === now.edit;
  return replaceEqualDeep(before, isSame ? { ...now, file: before.file } : now);
}
