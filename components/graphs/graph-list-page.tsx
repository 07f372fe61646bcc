"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { CreateGraphDialog } from "./create-graph-dialog.tsx";
import { DeleteGraphDialog } from "./delete-graph-dialog.tsx";
import { GraphTable } from "./graph-table.tsx";
import { ImportGraphButton } from "./import-graph-button.tsx";

const LOOK_MS = 5_000;

/** Every graph, with search, and the ways to get another one. */
export function GraphListPage() {
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const [isCreating, setIsCreating] = useState(false);
  const [deleting, setDeleting] = useState<string | null>(null);
  const list = useQuery({
    ...useTRPC().graphs.list.queryOptions(search === "" ? {} : { search }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_MS,
  });
  const create = (
    <Button look="primary" onClick={() => setIsCreating(true)}>
      New graph
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Graphs"
        detail="Designs that can be sealed and launched."
        actions={
          <>
            <ImportGraphButton />
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
        <QueryBody query={list} skeleton={<SkeletonLines count={6} label="Loading graphs" />}>
          {(graphs) => (
            <GraphTable
              graphs={graphs}
              onDelete={setDeleting}
              of={list.isPlaceholderData ? null : search}
              empty={
                search === "" ? (
                  <EmptyState title="No graphs yet" actions={create}>
                    Draw one, or import a graph file.
                  </EmptyState>
                ) : (
                  <EmptyState
                    title="No graph matches"
                    actions={<Button onClick={() => setTyped("")}>Show all graphs</Button>}
                  />
                )
              }
            />
          )}
        </QueryBody>
      </PageBody>
      {isCreating && <CreateGraphDialog onClose={() => setIsCreating(false)} />}
      {deleting !== null && <DeleteGraphDialog name={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}
