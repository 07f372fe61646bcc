import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GraphListPage } from "#components/graphs/graph-list-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Graphs" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [queries.prefetchQuery(trpc.graphs.list.queryOptions({}))]);
  return (
    <HydrationBoundary state={state}>
      <GraphListPage />
    </HydrationBoundary>
  );
}
