import type { EdgeEnds } from "#components/draft/edits/edit.ts";
import { edgeOf, isSameEdge } from "#components/draft/edits/edit.ts";
import type { GraphContent } from "#engine/model/graph-content.ts";

/** The edge of the graph that one of these elements of the page draws; null where none does. */
export function edgeUnder(
  elements: Iterable<Element>,
  { edges }: Pick<GraphContent, "edges">,
): EdgeEnds | null {
  for (const element of elements) {
    const id = element.closest(".react-flow__edge")?.getAttribute("data-id");
    if (id == null) continue;
    // What ends at a collapsed frame stands for edges that are not seen.
    const edge = edges.find((each) => isSameEdge(each, edgeOf(id)));
    if (edge !== undefined) return { tail: edge.tail, head: edge.head };
  }
  return null;
}
