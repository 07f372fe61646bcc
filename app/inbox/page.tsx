import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { InboxPage } from "#components/inbox/inbox-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Inbox" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.prompts.inbox.queryOptions({ state: "open" })),
    queries.prefetchQuery(trpc.account.show.queryOptions()),
  ]);
  return (
    <HydrationBoundary state={state}>
      <InboxPage />
    </HydrationBoundary>
  );
}
