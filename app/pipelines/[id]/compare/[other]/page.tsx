import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ComparePage } from "#components/compare/compare-page.tsx";
import { comparisonAsked } from "#components/compare/comparison-asked.ts";
import { prefetch } from "#trpc/serve/prefetch.ts";

type Props = {
  params: Promise<{ id: string; other: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, other } = await params;
  return { title: `Pipeline ${id} compared with ${other}` };
}

export default async function Page({ params, searchParams }: Props) {
  const { id, other } = await params;
  const [a, b] = [Number(id), Number(other)];
  if (![a, b].every((each) => Number.isSafeInteger(each) && each >= 1)) notFound();
  const words = Object.entries(await searchParams);
  const query = new Map(words.flatMap(([word, value]) => (typeof value === "string" ? [[word, value]] : [])));
  const state = await prefetch((trpc, queries) => [
    queries.prefetchQuery(trpc.pipelines.compare.queryOptions({ id: a, with: b, ...comparisonAsked(query) })),
  ]);
  return (
    <HydrationBoundary state={state}>
      <ComparePage a={a} b={b} />
    </HydrationBoundary>
  );
}
