import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AccountPage } from "#components/settings/account/account-page.tsx";
import { providerProblemIn } from "#contract/people/provider.ts";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Your account" };

type Props = { searchParams: Promise<{ problem?: string | string[] }> };

export default async function Page({ searchParams }: Props) {
  const { problem } = await searchParams;
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.account.show.queryOptions()),
    queries.prefetchQuery(trpc.passkeys.list.queryOptions()),
    queries.prefetchQuery(trpc.account.sessions.queryOptions()),
  ]);
  return (
    <HydrationBoundary state={state}>
      <AccountPage problem={providerProblemIn(problem)} />
    </HydrationBoundary>
  );
}
