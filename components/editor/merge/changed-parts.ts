import { diffContents } from "#engine/graph-file/content-diff.ts";
import type { GraphContent } from "#engine/model/graph-content.ts";

/** How much of a graph differs, in words: `2 vertices, 1 edge and the settings of the graph`. */
export function changedParts(before: GraphContent, after: GraphContent): string {
  const { vertices, edges, params, graph } = diffContents(before, after);
  const count = ({ added, removed, changed }: Record<"added" | "removed" | "changed", readonly unknown[]>) =>
    added.length + removed.length + changed.length;
  const parts = [
    counted(count(vertices), "vertex", "vertices"),
    counted(count(edges), "edge", "edges"),
    counted(count(params), "parameter", "parameters"),
    graph.length === 0 ? null : "the settings of the graph",
  ].filter((part) => part !== null);
  // Places, frames and notes are not a part of the content.
  if (parts.length === 0) return "what is on the canvas";
  return parts.length === 1 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function counted(count: number, one: string, many: string): string | null {
  return count === 0 ? null : `${count} ${count === 1 ? one : many}`;
}
