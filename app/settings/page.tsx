import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { SecretPage } from "#components/settings/secrets/secret-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Secrets" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [queries.prefetchQuery(trpc.secrets.list.queryOptions())]);
  return (
    <HydrationBoundary state={state}>
      <SecretPage />
    </HydrationBoundary>
  );
}
