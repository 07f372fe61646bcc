import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AuditPage } from "#components/settings/audit/audit-page.tsx";
import { readAuditQuery } from "#components/settings/audit/read-audit-query.ts";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Audit" };

type Props = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function Page({ searchParams }: Props) {
  const words = Object.entries(await searchParams).flatMap(([word, value]) =>
    typeof value === "string" ? [[word, value] as const] : [],
  );
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.audit.list.queryOptions(readAuditQuery(new Map(words)))),
  ]);
  return (
    <HydrationBoundary state={state}>
      <AuditPage />
    </HydrationBoundary>
  );
}
