import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { FolderPage } from "#components/settings/folders/folder-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

export const metadata: Metadata = { title: "Folders" };

export default async function Page() {
  const state = await prefetch((trpc, queries) => [queries.prefetchQuery(trpc.folders.list.queryOptions())]);
  return (
    <HydrationBoundary state={state}>
      <FolderPage />
    </HydrationBoundary>
  );
}
