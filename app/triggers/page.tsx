import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readTriggersQuery } from "#components/triggers/read-triggers-query.ts";
import { TriggerListPage } from "#components/triggers/trigger-list-page.tsx";
import { type AddressWords, wordsOf } from "#components/ui/address/words-of-address.ts";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Triggers" };

type Props = { searchParams: AddressWords };

export default async function Page({ searchParams }: Props) {
  const words = await wordsOf(searchParams);
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.triggers.list.queryOptions(readTriggersQuery(words))),
  ]);
  return (
    <HydrationBoundary state={state}>
      <TriggerListPage />
    </HydrationBoundary>
  );
}
