import type { Metadata } from "next";
import { RevisionDiffPage } from "#components/revisions/revision-diff-page.tsx";

type Props = {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ a?: string; b?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Differences of ${decodeURIComponent((await params).name)}` };
}

/** `a` and `b` are revisions; left out, the draft is meant. */
export default async function Page({ params, searchParams }: Props) {
  const { a, b } = await searchParams;
  return <RevisionDiffPage name={decodeURIComponent((await params).name)} a={numberOf(a)} b={numberOf(b)} />;
}

function numberOf(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
