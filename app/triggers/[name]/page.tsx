import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { TriggerPage } from "#components/triggers/trigger-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Trigger ${decodeURIComponent((await params).name)}` };
}

export default async function Page({ params }: Props) {
  const name = decodeURIComponent((await params).name);
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.triggers.show.queryOptions({ name })),
  ]);
  return (
    <HydrationBoundary state={state}>
      <TriggerPage name={name} />
    </HydrationBoundary>
  );
}
