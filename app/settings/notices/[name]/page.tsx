import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NoticeRulePage } from "#components/notices/notice-rule-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Rule ${decodeURIComponent((await params).name)}` };
}

export default async function Page({ params }: Props) {
  const name = decodeURIComponent((await params).name);
  const state = await prefetch((trpc, queries) => [queries.prefetchQuery(trpc.notices.list.queryOptions())]);
  return (
    <HydrationBoundary state={state}>
      <NoticeRulePage name={name} />
    </HydrationBoundary>
  );
}
