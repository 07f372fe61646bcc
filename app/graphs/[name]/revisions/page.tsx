import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RevisionListPage } from "#components/revisions/list/revision-list-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ before?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Revisions of ${decodeURIComponent((await params).name)}` };
}

export default async function Page({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const before = Number((await searchParams).before);
  const asked = Number.isSafeInteger(before) && before > 0 ? { name, before } : { name };
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.revisions.list.queryOptions(asked)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <RevisionListPage name={name} />
    </HydrationBoundary>
  );
}
