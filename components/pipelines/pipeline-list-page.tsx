"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { ChoosablePipelines } from "./bulk/choosable-pipelines.tsx";
import { PipelineFilter } from "./pipeline-filter.tsx";
import { PipelinePages } from "./pipeline-pages.tsx";
import { PipelineTable } from "./pipeline-table.tsx";
import { FILTER_WORDS, isNarrowed, readListQuery } from "./read-list-query.ts";

const NEWEST = { before: null, after: null };
const ALL = { ...NEWEST, ...Object.fromEntries(FILTER_WORDS.map((word) => [word, null])) };

/** Every pipeline, newest first, a page at a time. The filter and the page are part of the URL. */
export function PipelineListPage() {
  const trpc = useTRPC();
  const { query, change } = useUrlQuery("push");
  const asked = readListQuery(query);
  const list = useQuery({
    ...trpc.pipelines.list.queryOptions(asked),
    ...LIVE,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title="Pipelines" detail="Every launch of a graph, newest first." />
      <PageBody>
        <PipelineFilter query={query} onChange={(words) => change({ ...words, ...NEWEST })} />
        <QueryBody query={list} skeleton={<SkeletonLines count={8} label="Loading pipelines" />}>
          {(page) => (
            <>
              <ChoosablePipelines pipelines={page.pipelines} of={JSON.stringify(asked)}>
                {(lead) => (
                  <PipelineTable
                    label="Pipelines"
                    lead={lead}
                    pipelines={page.pipelines}
                    of={list.isPlaceholderData ? null : JSON.stringify(asked)}
                    empty={
                      isNarrowed(asked) || page.newer !== null ? (
                        <EmptyState
                          title="No matching pipelines"
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
                )}
              </ChoosablePipelines>
              <PipelinePages page={page} onChange={change} />
            </>
          )}
        </QueryBody>
      </PageBody>
    </>
  );
}
