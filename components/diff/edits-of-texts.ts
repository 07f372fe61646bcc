import type { ContentDiff, FieldChange } from "#engine/graph-file/content-diff.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { MAX_EDITS } from "./diffed-lines.ts";

/** So many long texts with nothing in common are paired line by line on one page. */
const LONG_TEXTS = 10;
/** Of all others so many edits: pairing those costs next to nothing. */
export const FEW_EDITS = 20;

/**
 * The fields of a difference for which more than `FEW_EDITS` edits may be looked for, and how many. What differs in a graph is one
 * page: its work is bounded as a whole, not by each text.
 */
export function editsOfTexts({
  vertices,
  params,
  graph,
}: Pick<ContentDiff, "vertices" | "params" | "graph">): ReadonlyMap<FieldChange, number> {
  const edits = new Map<FieldChange, number>();
  let left = LONG_TEXTS * MAX_EDITS ** 2;
  const fields = [...vertices.changed, ...params.changed].flatMap((each) => each.fields);
  for (const field of [...fields, ...graph]) {
    const most = linesOf(field.before) + linesOf(field.after);
    if (most <= FEW_EDITS) continue;
    left -= Math.min(most, MAX_EDITS) ** 2;
    if (left < 0) break;
    edits.set(field, MAX_EDITS);
  }
  return edits;
}

/** A value of a field as it is shown. */
export function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : writeJson(value, 2);
}

function linesOf(value: unknown): number {
  return textOf(value).split("\n").length;
}
