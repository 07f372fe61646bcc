"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { PipelineFilter } from "./pipeline-filter.tsx";
import styles from "./pipeline-list-page.module.css";
import { PipelineTable } from "./pipeline-table.tsx";
import { readListQuery } from "./read-list-query.ts";
import { useUrlQuery } from "./use-url-query.ts";

const LOOK_MS = 2_000;
const ALL = { state: null, graph: null, before: null };

/** Every pipeline, newest first, a page at a time. The filter and the page are part of the URL. */
export function PipelineListPage() {
  const trpc = useTRPC();
  const { query, change } = useUrlQuery();
  const asked = readListQuery(query);
  const list = useQuery({
    ...trpc.pipelines.list.queryOptions(asked),
    refetchInterval: LOOK_MS,
    placeholderData: keepPreviousData,
  });
  const graphs = useQuery(trpc.graphs.list.queryOptions({}));
  const isFiltered = asked.state !== undefined || asked.graph !== undefined;
  return (
    <>
      <PageHeader title="Pipelines" detail="Every launch of a graph, newest first." />
      <PageBody>
        <PipelineFilter
          state={asked.state ?? null}
          graph={asked.graph ?? null}
          graphs={graphs.data?.map(({ name }) => name) ?? []}
          onChange={(words) => change({ ...words, before: null })}
        />
        <QueryBody query={list} skeleton={<SkeletonLines count={8} label="Loading pipelines" />}>
          {({ pipelines, next }) => (
            <>
              <PipelineTable
                label="Pipelines"
                pipelines={pipelines}
                of={list.isPlaceholderData ? null : JSON.stringify(asked)}
                empty={
                  isFiltered ? (
                    <EmptyState
                      title="No pipeline matches"
                      actions={<Button onClick={() => change(ALL)}>Show all pipelines</Button>}
                    />
                  ) : (
                    <EmptyState
                      title="No pipelines yet"
                      actions={<LinkButton href="/graphs">Go to graphs</LinkButton>}
                    >
                      A pipeline is one run of a graph. Open a graph and choose Launch.
                    </EmptyState>
                  )
                }
              />
              <nav className={styles.pages} aria-label="Pages">
                {asked.before !== undefined && (
                  <Button onClick={() => change({ before: null })}>Newest pipelines</Button>
                )}
                {next !== null && (
                  <Button onClick={() => change({ before: String(next) })}>Older pipelines</Button>
                )}
              </nav>
            </>
          )}
        </QueryBody>
      </PageBody>
    </>
  );
}
