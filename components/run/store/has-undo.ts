import type { GraphFile } from "#engine/model/graph-content.ts";
import { undoWayOf } from "#engine/policies/undo-policy.ts";

/** True where any of these vertices has an undo script, or child pipelines that may have some; left out: any at all. */
export function hasUndo(file: GraphFile, names?: readonly string[]): boolean {
  const { vertices } = file.content;
  return (names ?? [...vertices.keys()]).some((name) => {
    const spec = vertices.get(name);
    const way = spec === undefined ? "nothing" : undoWayOf({ spec });
    return way === "script" || way === "children";
  });
}
