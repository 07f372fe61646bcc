import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RevisionDiffPage } from "#components/revisions/revision-diff-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

type Props = {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ a?: string; b?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Differences of ${decodeURIComponent((await params).name)}` };
}

/** `a` and `b` are revisions; left out, the draft is meant. */
export default async function Page({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const asked = await searchParams;
  const [a, b] = [numberOf(asked.a), numberOf(asked.b)];
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.graphs.diff.queryOptions({ name, a: a ?? undefined, b: b ?? undefined })),
  ]);
  return (
    <HydrationBoundary state={state}>
      <RevisionDiffPage name={name} a={a} b={b} />
    </HydrationBoundary>
  );
}

function numberOf(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
