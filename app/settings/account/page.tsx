import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AccountPage } from "#components/settings/account/account-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Your account" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.account.show.queryOptions()),
    queries.prefetchQuery(trpc.account.sessions.queryOptions()),
  ]);
  return (
    <HydrationBoundary state={state}>
      <AccountPage />
    </HydrationBoundary>
  );
}
