import type { ReactFlowProps } from "@xyflow/react";
import type { GraphEdge, VertexNode } from "./elements/flow-elements.ts";

type Props = {
  readonly selectedEdges: ReadonlySet<string>;
  /** Left out, no edge can be chosen. */
  readonly onSelectEdge: ((id: string) => void) | undefined;
  readonly onClear: () => void;
};

/** How an edge of a canvas that nobody edits is chosen, and let go of by a click beside all. */
export function edgeChoice({
  selectedEdges,
  onSelectEdge,
  onClear,
}: Props): Pick<ReactFlowProps<VertexNode, GraphEdge>, "onEdgeClick" | "onEdgesChange" | "onPaneClick"> {
  return {
    // The click has taken the selection of the vertices away already.
    onEdgeClick: (_, { id }) => onSelectEdge?.(id),
    // From far away a press on the picture says only this.
    onEdgesChange: (changes) => {
      const [first, ...more] = changes.filter((change) => change.type === "select" && change.selected);
      // A box that is drawn over many edges chooses none of them.
      if (first?.type === "select" && more.length === 0) onSelectEdge?.(first.id);
    },
    onPaneClick: () => {
      if (selectedEdges.size > 0) onClear();
    },
  };
}
