import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { askedSide } from "#components/revisions/diff/asked-side.ts";
import { RevisionDiffPage } from "#components/revisions/revision-diff-page.tsx";
import { prefetch } from "#trpc/serve/prefetch.ts";

type Props = {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ a?: string | string[]; b?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Differences of ${decodeURIComponent((await params).name)}` };
}

/** `a` and `b` are revisions; left out, the draft is meant. */
export default async function Page({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const asked = await searchParams;
  const [a, b] = [askedSide(asked.a), askedSide(asked.b)];
  const state = await prefetch((trpc, queries) => {
    if (typeof a === "object" || typeof b === "object") return [];
    const sides = { ...(a !== "draft" && { a }), ...(b !== "draft" && { b }) };
    return [queries.prefetchQuery(trpc.graphs.diff.queryOptions({ name, ...sides }))];
  });
  return (
    <HydrationBoundary state={state}>
      <RevisionDiffPage name={name} a={a} b={b} />
    </HydrationBoundary>
  );
}
