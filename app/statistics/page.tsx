import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readDays } from "#components/statistics/read-days.ts";
import { StatisticsPage } from "#components/statistics/statistics-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Statistics" };

type Props = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function Page({ searchParams }: Props) {
  const { days } = await searchParams;
  const asked = { days: readDays(typeof days === "string" ? days : undefined) };
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.statistics.show.queryOptions(asked)),
  ]);
  return (
    <HydrationBoundary state={state}>
      <StatisticsPage />
    </HydrationBoundary>
  );
}
