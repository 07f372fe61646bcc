import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PeoplePage } from "#components/settings/people/people-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "People" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [queries.prefetchQuery(trpc.people.list.queryOptions())]);
  return (
    <HydrationBoundary state={state}>
      <PeoplePage />
    </HydrationBoundary>
  );
}
