import { byId, type Drawing, edgesOf, type GraphEdge, nodesOf, type VertexNode } from "./flow-elements.ts";

/** A drawing, and its vertices and edges as the canvas takes them. */
export type Drawn = {
  readonly drawing: Drawing;
  readonly nodes: VertexNode[];
  readonly edges: GraphEdge[];
};

/**
 * What is drawn now. What is drawn as before is the very same object, and where nothing of the vertices or of the edges
 * has changed, the very same array: React Flow then looks at none of them.
 *
 * @param before what was drawn last; null at first.
 */
export function drawnAfter(before: Drawn | null, drawing: Drawing): Drawn {
  return {
    drawing,
    nodes: keptArray(before?.nodes, nodesOf(drawing, byId(before?.nodes ?? []))),
    // A script that is typed and a card that is moved change no edge.
    edges:
      before !== null && hasSameEdges(before.drawing, drawing)
        ? before.edges
        : keptArray(before?.edges, edgesOf(drawing, byId(before?.edges ?? []))),
  };
}

function keptArray<Item>(before: Item[] | undefined, now: Item[]): Item[] {
  const isSame = before?.length === now.length && now.every((item, place) => item === before[place]);
  return isSame ? before : now;
}

function hasSameEdges(one: Drawing, other: Drawing): boolean {
  return (
    one.file.content.edges === other.file.content.edges &&
    one.selectedEdges === other.selectedEdges &&
    one.wrongEdges === other.wrongEdges &&
    one.isEditable === other.isEditable
  );
}
