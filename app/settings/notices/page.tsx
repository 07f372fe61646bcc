import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoticeListPage } from "#components/notices/notice-list-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Notices" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [queries.prefetchQuery(trpc.notices.list.queryOptions())]);
  return (
    <HydrationBoundary state={state}>
      <NoticeListPage />
    </HydrationBoundary>
  );
}
