import type { GraphFileJson } from "#contract/graphs.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";

/** True where any of these vertices has an undo script; left out: any at all. */
export function hasUndo(file: GraphFileJson, names?: readonly string[]): boolean {
  const parsed = parseGraphFile(file);
  if (!parsed.ok) return false;
  const { vertices } = parsed.file.content;
  return (names ?? [...vertices.keys()]).some((name) => vertices.get(name)?.revert !== undefined);
}
