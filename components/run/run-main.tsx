import type { ReactNode } from "react";
import { Tabs } from "#components/ui/tabs.tsx";

type Props = {
  view: "graph" | "timeline";
  onView: (view: string) => void;
  graph: ReactNode;
  timeline: ReactNode;
};

/** The run as a whole: its graph, or what it did when. */
export function RunMain({ view, onView, graph, timeline }: Props) {
  return (
    <Tabs
      label="View"
      active={view}
      onChange={onView}
      tabs={[
        { id: "graph", label: "Graph", content: graph },
        { id: "timeline", label: "Timeline", content: timeline },
      ]}
    />
  );
}
