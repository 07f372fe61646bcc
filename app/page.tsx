import { HydrationBoundary } from "@tanstack/react-query";
import { HomePage } from "#components/home/home-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export default async function Page() {
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.system.overview.queryOptions()),
    queries.prefetchQuery(trpc.pipelines.list.queryOptions({ only: "needs-person", limit: 8 })),
    queries.prefetchQuery(trpc.pipelines.list.queryOptions({ state: "running" })),
    queries.prefetchQuery(trpc.pipelines.list.queryOptions({ only: "open-failure", limit: 5 })),
  ]);
  return (
    <HydrationBoundary state={state}>
      <HomePage />
    </HydrationBoundary>
  );
}
