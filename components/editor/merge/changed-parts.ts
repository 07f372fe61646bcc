import { diffContents } from "#engine/graph-file/content-diff.ts";
import type { GraphContent } from "#engine/model/graph-content.ts";

/** So many vertices are named; the others are counted. */
const MAX_NAMED = 2;

export type ChangedVertex = { readonly name: string; readonly became: "changed" | "new" | "removed" };

export type ChangedParts = {
  /** The first ones, what was changed before what is new. */
  readonly vertices: readonly ChangedVertex[];
  /** What else there is, in words: `2 more vertices`, `1 edge`. */
  readonly others: readonly string[];
};

/** What of a graph differs. */
export function changedParts(before: GraphContent, after: GraphContent): ChangedParts {
  const diff = diffContents(before, after);
  const { added, removed, changed } = diff.vertices;
  const vertices: readonly ChangedVertex[] = [
    ...changed.map(({ name }) => ({ name, became: "changed" as const })),
    ...added.map((name) => ({ name, became: "new" as const })),
    ...removed.map((name) => ({ name, became: "removed" as const })),
  ];
  const others = [
    counted(vertices.length - MAX_NAMED, "more vertex", "more vertices"),
    counted(countOf(diff.edges), "edge", "edges"),
    counted(countOf(diff.params), "parameter", "parameters"),
    diff.graph.length === 0 ? null : "the settings of the graph",
  ].filter((part) => part !== null);
  // Places, frames and notes are not a part of the content.
  if (vertices.length + others.length === 0) return { vertices, others: ["what is on the canvas"] };
  return { vertices: vertices.slice(0, MAX_NAMED), others };
}

function countOf({ added, removed, changed }: Record<"added" | "removed" | "changed", readonly unknown[]>) {
  return added.length + removed.length + changed.length;
}

function counted(count: number, one: string, many: string): string | null {
  return count <= 0 ? null : `${count} ${count === 1 ? one : many}`;
}
