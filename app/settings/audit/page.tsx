import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AuditPage } from "#components/settings/audit/audit-page.tsx";
import { readAuditQuery } from "#components/settings/audit/read-audit-query.ts";
import { type AddressWords, wordsOf } from "#components/ui/address/words-of-address.ts";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Audit" };

type Props = { searchParams: AddressWords };

export default async function Page({ searchParams }: Props) {
  const words = await wordsOf(searchParams);
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.audit.list.queryOptions(readAuditQuery(words))),
  ]);
  return (
    <HydrationBoundary state={state}>
      <AuditPage />
    </HydrationBoundary>
  );
}
