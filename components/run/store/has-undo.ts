import type { GraphFile } from "#engine/model/graph-content.ts";

/** True where any of these vertices has an undo script; left out: any at all. */
export function hasUndo(file: GraphFile, names?: readonly string[]): boolean {
  const { vertices } = file.content;
  return (names ?? [...vertices.keys()]).some((name) => vertices.get(name)?.revert !== undefined);
}
