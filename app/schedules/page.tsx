import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readSchedulesQuery } from "#components/schedules/read-schedules-query.ts";
import { ScheduleListPage } from "#components/schedules/schedule-list-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Schedules" };

type Props = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function Page({ searchParams }: Props) {
  const words = Object.entries(await searchParams).flatMap(([word, value]) =>
    typeof value === "string" ? [[word, value] as const] : [],
  );
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.schedules.list.queryOptions(readSchedulesQuery(new Map(words)))),
    queries.prefetchQuery(trpc.graphs.list.queryOptions({})),
  ]);
  return (
    <HydrationBoundary state={state}>
      <ScheduleListPage />
    </HydrationBoundary>
  );
}
