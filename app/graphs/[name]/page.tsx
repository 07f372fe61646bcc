import type { Metadata } from "next";
import { GraphPage } from "#components/graphs/graph-page.tsx";

type Props = {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ revision?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function Page({ params, searchParams }: Props) {
  const revision = Number((await searchParams).revision);
  return (
    <GraphPage
      name={decodeURIComponent((await params).name)}
      revision={Number.isSafeInteger(revision) && revision > 0 ? revision : null}
    />
  );
}
