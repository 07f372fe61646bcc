import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { StreamPage } from "#components/streams/stream-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Stream ${decodeURIComponent((await params).name)}` };
}

export default async function Page({ params }: Props) {
  const name = decodeURIComponent((await params).name);
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.streams.show.queryOptions({ name })),
  ]);
  return (
    <HydrationBoundary state={state}>
      <StreamPage name={name} />
    </HydrationBoundary>
  );
}
