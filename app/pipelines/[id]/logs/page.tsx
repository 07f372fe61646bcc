import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AllLogsPage } from "#components/run/all-logs/all-logs-page.tsx";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Logs of pipeline ${(await params).id}` };
}

export default async function Page({ params }: Props) {
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id) || id < 1) notFound();
  return <AllLogsPage id={id} />;
}
