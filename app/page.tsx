import { HydrationBoundary } from "@tanstack/react-query";
import { HOME_LISTS } from "#components/home/home-lists.ts";
import { HomePage } from "#components/home/home-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export default async function Page() {
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.system.overview.queryOptions()),
    ...Object.values(HOME_LISTS).map((asked) =>
      queries.prefetchQuery(trpc.pipelines.list.queryOptions(asked)),
    ),
  ]);
  return (
    <HydrationBoundary state={state}>
      <HomePage />
    </HydrationBoundary>
  );
}
