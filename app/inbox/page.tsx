import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { InboxPage } from "#components/inbox/inbox-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Inbox" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [
    queries.prefetchInfiniteQuery(
      trpc.prompts.inbox.infiniteQueryOptions(
        { state: "open", who: "all" },
        { getNextPageParam: ({ next }) => next },
      ),
    ),
    queries.prefetchQuery(trpc.account.show.queryOptions()),
  ]);
  return (
    <HydrationBoundary state={state}>
      <InboxPage />
    </HydrationBoundary>
  );
}
