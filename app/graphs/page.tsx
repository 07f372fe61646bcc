import type { Metadata } from "next";
import { GraphListPage } from "#components/graphs/graph-list-page.tsx";

export const metadata: Metadata = { title: "Graphs" };

export default function Page() {
  return <GraphListPage />;
}
