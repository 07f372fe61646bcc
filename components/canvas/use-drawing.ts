import { useState } from "react";
import {
  byId,
  type Drawing,
  edgesOf,
  type GraphEdge,
  nodesOf,
  type VertexNode,
} from "./elements/flow-elements.ts";

/** Vertices and edges as the canvas takes them; those that are drawn as before are the very same objects. */
export function useDrawing(drawing: Drawing) {
  const [drawn, setDrawn] = useState(() => drawAfter(null, drawing));
  if (drawn.drawing === drawing) return drawn;
  // State set while rendering: React renders again at once, before anything below.
  const next = drawAfter(drawn, drawing);
  setDrawn(next);
  return next;
}

type Drawn = {
  readonly drawing: Drawing;
  readonly nodes: VertexNode[];
  readonly edges: GraphEdge[];
};

function drawAfter(before: Drawn | null, drawing: Drawing): Drawn {
  return {
    drawing,
    nodes: nodesOf(drawing, byId(before?.nodes ?? [])),
    // A script that is typed and a card that is moved change no edge: React Flow then looks at none of them.
    edges:
      before !== null && hasSameEdges(before.drawing, drawing)
        ? before.edges
        : edgesOf(drawing, byId(before?.edges ?? [])),
  };
}

function hasSameEdges(one: Drawing, other: Drawing): boolean {
  return (
    one.file.content.edges === other.file.content.edges &&
    one.selectedEdges === other.selectedEdges &&
    one.wrongEdges === other.wrongEdges &&
    one.isEditable === other.isEditable
  );
}
