import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readTriggersQuery } from "#components/triggers/read-triggers-query.ts";
import { TriggerListPage } from "#components/triggers/trigger-list-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Triggers" };

type Props = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function Page({ searchParams }: Props) {
  const words = Object.entries(await searchParams).flatMap(([word, value]) =>
    typeof value === "string" ? [[word, value] as const] : [],
  );
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.triggers.list.queryOptions(readTriggersQuery(new Map(words)))),
    queries.prefetchQuery(trpc.graphs.list.queryOptions({})),
  ]);
  return (
    <HydrationBoundary state={state}>
      <TriggerListPage />
    </HydrationBoundary>
  );
}
