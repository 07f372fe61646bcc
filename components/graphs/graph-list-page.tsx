"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { LayoutTemplate } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useFoldersFor } from "#components/api/use-may.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { GraphSummary } from "#contract/graphs/graphs.ts";
import { isWithin, ROOT } from "#engine/rights/folder-path.ts";
import { CreateGraphDialog } from "./create-graph-dialog.tsx";
import { DeleteGraphDialog } from "./delete-graph-dialog.tsx";
import { FolderFilter } from "./folder-filter.tsx";
import { GraphPages } from "./graph-pages.tsx";
import { ImportGraphButton } from "./import/import-graph-button.tsx";
import { FIRST_PAGE, readGraphsQuery } from "./read-graphs-query.ts";
import { TemplateGallery } from "./templates/template-gallery.tsx";
import { useSearchWord } from "./use-search-word.ts";

/** Every graph, with search, and the ways to get another one. */
export function GraphListPage() {
  const [isCreating, setIsCreating] = useState(false);
  const { query, change } = useUrlQuery();
  const { change: turn } = useUrlQuery("push");
  const asked = readGraphsQuery(query);
  const { folder = ROOT, after } = asked;
  const writeSearch = useCallback((search: string) => change({ search, ...FIRST_PAGE }), [change]);
  const { typed, setTyped } = useSearchWord(asked.search ?? "", writeSearch);
  const toast = useToast();
  const [isGalleryOpen, setIsGalleryOpen] = useState(false);
  const tops = useFoldersFor("design");
  // A new graph is made in the folder that is looked at, or else where its designer may.
  const place = tops?.some((top) => isWithin(folder, top)) !== false ? folder : (tops[0] ?? folder);
  const refused =
    tops?.length === 0 ? "This needs the role designer in a folder. An admin there can give it." : null;
  // Other pages lead here with the word "new". It leaves the address, so that *Back* does not open the dialog again.
  const isAsked = query.has("new") && tops !== undefined;
  useEffect(() => {
    if (!isAsked) return;
    change({ new: null });
    if (refused === null) setIsCreating(true);
    else toast.error({ title: "You may not make a graph.", todo: refused });
  }, [isAsked, refused, change, toast]);
  const [deleting, setDeleting] = useState<GraphSummary | null>(null);
  const list = useQuery({
    ...useTRPC().graphs.list.queryOptions(asked),
    placeholderData: keepPreviousData,
    ...LIVE,
  });
  useCommands({
    "new-graph": { run: () => setIsCreating(true), refused },
    "graph-from-template": { run: () => setIsGalleryOpen(true), refused },
  });
  const create = (
    <Button look="primary" refused={refused} onClick={() => setIsCreating(true)}>
      New graph
    </Button>
  );
  const fromTemplate = (
    <Button icon={<LayoutTemplate aria-hidden />} refused={refused} onClick={() => setIsGalleryOpen(true)}>
      From a template
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Graphs"
        detail="Designs that can be sealed and launched."
        actions={
          <>
            <ImportGraphButton folder={place} refused={refused} />
            {fromTemplate}
            {create}
          </>
        }
      />
      <PageBody>
        <TextField
          label="Search"
          type="search"
          placeholder="In names and descriptions"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <FolderFilter value={folder} onValueChange={(chosen) => change({ folder: chosen, ...FIRST_PAGE })} />
        <QueryBody query={list} skeleton={<SkeletonLines count={6} label="Loading graphs" />}>
          {(graphs) => (
            <GraphPages
              graphs={graphs}
              of={list.isPlaceholderData ? null : JSON.stringify(asked)}
              isFirst={after === undefined}
              empty={
                asked.search === undefined && folder === ROOT && after === undefined ? (
                  <EmptyState
                    title="No graphs yet"
                    actions={
                      <>
                        {fromTemplate}
                        {create}
                      </>
                    }
                  >
                    Draw one, begin with a template, or import a graph file or the definition of another
                    system: choose, drop or paste it.
                  </EmptyState>
                ) : (
                  <EmptyState
                    title="No graph matches"
                    actions={
                      <Button onClick={() => change({ search: null, folder: null, ...FIRST_PAGE })}>
                        Show all graphs
                      </Button>
                    }
                  />
                )
              }
              onDelete={setDeleting}
              onTurn={(name) => turn({ after: name })}
            />
          )}
        </QueryBody>
      </PageBody>
      {isGalleryOpen && <TemplateGallery folder={place} onClose={() => setIsGalleryOpen(false)} />}
      {isCreating && <CreateGraphDialog folder={place} onClose={() => setIsCreating(false)} />}
      {deleting !== null && <DeleteGraphDialog graph={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}
