import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ConnectionPage } from "#components/settings/connections/connection-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Connections" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.connections.list.queryOptions()),
  ]);
  return (
    <HydrationBoundary state={state}>
      <ConnectionPage />
    </HydrationBoundary>
  );
}
