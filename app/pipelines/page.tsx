import type { Metadata } from "next";
import { PipelineListPage } from "#components/pipelines/pipeline-list-page.tsx";

export const metadata: Metadata = { title: "Pipelines" };

export default function Page() {
  return <PipelineListPage />;
}
