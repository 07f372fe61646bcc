import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GroupPage } from "#components/settings/groups/group-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Groups" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [queries.prefetchQuery(trpc.groups.list.queryOptions())]);
  return (
    <HydrationBoundary state={state}>
      <GroupPage />
    </HydrationBoundary>
  );
}
