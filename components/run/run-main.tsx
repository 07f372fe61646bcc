import type { ReactNode } from "react";
import { Tabs } from "#components/ui/tabs.tsx";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { ChildTexts } from "./children/child-texts.tsx";

type Props = {
  id: number;
  file: GraphFile;
  view: "graph" | "timeline";
  onView: (view: string) => void;
  graph: ReactNode;
  timeline: ReactNode;
};

/** The run as a whole: its graph, or what it did when. */
export function RunMain({ id, file, view, onView, graph, timeline }: Props) {
  return (
    <Tabs
      label="View"
      active={view}
      onChange={onView}
      tabs={[
        {
          id: "graph",
          label: "Graph",
          content: (
            <ChildTexts id={id} file={file}>
              {graph}
            </ChildTexts>
          ),
        },
        { id: "timeline", label: "Timeline", content: timeline },
      ]}
    />
  );
}
