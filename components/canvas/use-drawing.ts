import { useState } from "react";
import { byId, type Drawing, edgesOf, type GraphEdge, nodesOf, type VertexNode } from "./flow-elements.ts";

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
    edges: edgesOf(drawing, byId(before?.edges ?? [])),
  };
}
