import type { Metadata } from "next";
import { RunnerListPage } from "#components/runner/runner-list-page.tsx";

export const metadata: Metadata = { title: "Runners" };

export default function Page() {
  return <RunnerListPage />;
}
