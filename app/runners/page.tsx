import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RunnerListPage } from "#components/runner/runner-list-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Runners" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [queries.prefetchQuery(trpc.runners.list.queryOptions())]);
  return (
    <HydrationBoundary state={state}>
      <RunnerListPage />
    </HydrationBoundary>
  );
}
