"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { LayoutTemplate } from "lucide-react";
import { useDeferredValue, useEffect, useState } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useFoldersFor } from "#components/api/use-may.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { useUrlQuery } from "#components/pipelines/use-url-query.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { MAX_LISTED_GRAPHS } from "#contract/graphs/graphs.ts";
import { isWithin, ROOT } from "#engine/rights/folder-path.ts";
import { CreateGraphDialog } from "./create-graph-dialog.tsx";
import { DeleteGraphDialog } from "./delete-graph-dialog.tsx";
import { FolderFilter } from "./folder-filter.tsx";
import { GraphTable } from "./graph-table.tsx";
import { ImportGraphButton } from "./import/import-graph-button.tsx";
import { TemplateGallery } from "./templates/template-gallery.tsx";

/** Every graph, with search, and the ways to get another one. */
export function GraphListPage() {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const [isCreating, setIsCreating] = useState(false);
  const { query, change } = useUrlQuery();
  const toast = useToast();
  const [isGalleryOpen, setIsGalleryOpen] = useState(false);
  const [folder, setFolder] = useState(ROOT);
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
  const [deleting, setDeleting] = useState<string | null>(null);
  const list = useQuery({
    ...useTRPC().graphs.list.queryOptions({
      ...(search !== "" && { search }),
      ...(folder !== ROOT && { folder }),
    }),
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
        <FolderFilter value={folder} onValueChange={setFolder} />
        <QueryBody query={list} skeleton={<SkeletonLines count={6} label="Loading graphs" />}>
          {(graphs) => (
            <>
              {graphs.length >= MAX_LISTED_GRAPHS && (
                <p>
                  At most {MAX_LISTED_GRAPHS} graphs are shown. Search, or choose a folder, to find others.
                </p>
              )}
              <GraphTable
                graphs={graphs.filter((graph) => isWithin(graph.folder, folder))}
                onDelete={setDeleting}
                of={list.isPlaceholderData ? null : `${search} ${folder}`}
                empty={
                  search === "" ? (
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
                      actions={<Button onClick={() => setTyped("")}>Show all graphs</Button>}
                    />
                  )
                }
              />
            </>
          )}
        </QueryBody>
      </PageBody>
      {isGalleryOpen && <TemplateGallery folder={place} onClose={() => setIsGalleryOpen(false)} />}
      {isCreating && <CreateGraphDialog folder={place} onClose={() => setIsCreating(false)} />}
      {deleting !== null && <DeleteGraphDialog name={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}
