import type { Metadata } from "next";
import { RevisionListPage } from "#components/revisions/revision-list-page.tsx";

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Revisions of ${decodeURIComponent((await params).name)}` };
}

export default async function Page({ params }: Props) {
  return <RevisionListPage name={decodeURIComponent((await params).name)} />;
}
