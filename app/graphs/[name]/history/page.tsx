import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { HistoryPage } from "#components/history/history-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `History of ${decodeURIComponent((await params).name)}` };
}

export default async function Page({ params }: Props) {
  const name = decodeURIComponent((await params).name);
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.graphs.history.queryOptions({ name, children: false })),
  ]);
  return (
    <HydrationBoundary state={state}>
      <HistoryPage name={name} />
    </HydrationBoundary>
  );
}
