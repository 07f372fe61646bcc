import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PipelineListPage } from "#components/pipelines/pipeline-list-page.tsx";
import { readListQuery } from "#components/pipelines/read-list-query.ts";
import { type AddressWords, wordsOf } from "#components/ui/address/words-of-address.ts";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Pipelines" };

type Props = { searchParams: AddressWords };

export default async function Page({ searchParams }: Props) {
  const words = await wordsOf(searchParams);
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.pipelines.list.queryOptions(readListQuery(words))),
  ]);
  return (
    <HydrationBoundary state={state}>
      <PipelineListPage />
    </HydrationBoundary>
  );
}
