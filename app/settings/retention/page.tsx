import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RetentionPage } from "#components/settings/retention/retention-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Retention" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.retention.show.queryOptions()),
  ]);
  return (
    <HydrationBoundary state={state}>
      <RetentionPage />
    </HydrationBoundary>
  );
}
