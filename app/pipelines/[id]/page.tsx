import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RunPage } from "#components/run/run-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Pipeline ${(await params).id}` };
}

export default async function Page({ params }: Props) {
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id) || id < 1) notFound();
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.pipelines.show.queryOptions({ id })),
    queries.prefetchQuery(trpc.pipelines.design.queryOptions({ id })),
  ]);
  return (
    <HydrationBoundary state={state}>
      <RunPage id={id} />
    </HydrationBoundary>
  );
}
