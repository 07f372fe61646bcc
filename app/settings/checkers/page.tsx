import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CheckerPage } from "#components/settings/checkers/checker-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Script checks" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.system.checkers.queryOptions()),
  ]);
  return (
    <HydrationBoundary state={state}>
      <CheckerPage />
    </HydrationBoundary>
  );
}
