import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readSchedulesQuery } from "#components/schedules/read-schedules-query.ts";
import { ScheduleListPage } from "#components/schedules/schedule-list-page.tsx";
import { type AddressWords, wordsOf } from "#components/ui/address/words-of-address.ts";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Schedules" };

type Props = { searchParams: AddressWords };

export default async function Page({ searchParams }: Props) {
  const words = await wordsOf(searchParams);
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.schedules.list.queryOptions(readSchedulesQuery(words))),
  ]);
  return (
    <HydrationBoundary state={state}>
      <ScheduleListPage />
    </HydrationBoundary>
  );
}
