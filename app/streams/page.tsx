import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { StreamListPage } from "#components/streams/stream-list-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Record streams" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [queries.prefetchQuery(trpc.streams.list.queryOptions())]);
  return (
    <HydrationBoundary state={state}>
      <StreamListPage />
    </HydrationBoundary>
  );
}
