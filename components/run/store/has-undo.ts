import { isGraph } from "#engine/kinds/kinds.ts";
import type { GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import { undoWayOf } from "#engine/policies/undo-policy.ts";

/** True where any of these vertices has an undo script, or a child graph that may have some; left out: any at all. */
export function hasUndo(file: GraphFile, names?: readonly string[]): boolean {
  const { vertices } = file.content;
  return (names ?? [...vertices.keys()]).some((name) => {
    const spec = vertices.get(name);
    return spec !== undefined && mayUndo(spec);
  });
}

function mayUndo(spec: VertexSpec): boolean {
  const way = undoWayOf({ spec });
  // The items of a script are undone by its own undo script.
  return way === "script" || (way === "children" && (isGraph(spec) || spec.revert !== undefined));
}
