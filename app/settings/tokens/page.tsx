import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { TokenPage } from "#components/settings/tokens/token-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Tokens" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [queries.prefetchQuery(trpc.tokens.list.queryOptions())]);
  return (
    <HydrationBoundary state={state}>
      <TokenPage />
    </HydrationBoundary>
  );
}
