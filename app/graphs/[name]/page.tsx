import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GraphPage } from "#components/graphs/graph-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

type Props = {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ revision?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function Page({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const wanted = Number((await searchParams).revision);
  const revision = Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null;
  // A draft is edited from here on, so it is never shown from an answer that the browser kept.
  const state = await prefetch((trpc, queries) =>
    revision === null ? [] : [queries.prefetchQuery(trpc.graphs.show.queryOptions({ name, revision }))],
  );
  return (
    <HydrationBoundary state={state}>
      <GraphPage name={name} revision={revision} />
    </HydrationBoundary>
  );
}
