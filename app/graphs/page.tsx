import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GraphListPage } from "#components/graphs/graph-list-page.tsx";
import { readGraphsQuery } from "#components/graphs/read-graphs-query.ts";
import { type AddressWords, wordsOf } from "#components/ui/address/words-of-address.ts";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Graphs" };

type Props = { searchParams: AddressWords };

export default async function Page({ searchParams }: Props) {
  const words = await wordsOf(searchParams);
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.graphs.list.queryOptions(readGraphsQuery(words))),
  ]);
  return (
    <HydrationBoundary state={state}>
      <GraphListPage />
    </HydrationBoundary>
  );
}
