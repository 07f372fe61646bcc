import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PipelineListPage } from "#components/pipelines/pipeline-list-page.tsx";
import { readListQuery } from "#components/pipelines/read-list-query.ts";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Pipelines" };

type Props = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function Page({ searchParams }: Props) {
  const words = Object.entries(await searchParams).flatMap(([word, value]) =>
    typeof value === "string" ? [[word, value] as const] : [],
  );
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.pipelines.list.queryOptions(readListQuery(new Map(words)))),
    queries.prefetchQuery(trpc.graphs.list.queryOptions({})),
  ]);
  return (
    <HydrationBoundary state={state}>
      <PipelineListPage />
    </HydrationBoundary>
  );
}
