import type { GraphFile } from "#engine/model/graph-content.ts";
import { MAX_FRAMES, MAX_NOTES } from "#engine/shape/annotation-shape.ts";
import { MAX_EDGES, MAX_VERTICES } from "#engine/shape/graph-shape.ts";

const SPLIT = " Split this one.";

/** Of what a graph file holds only so many, and what to do where there are more. */
const LIMITS: readonly [what: string, most: number, countOf: (file: GraphFile) => number, todo: string][] = [
  ["vertices", MAX_VERTICES, ({ content }) => content.vertices.size, SPLIT],
  ["edges", MAX_EDGES, ({ content }) => content.edges.length, SPLIT],
  ["frames", MAX_FRAMES, ({ annotations }) => annotations?.frames.size ?? 0, ""],
  ["notes", MAX_NOTES, ({ annotations }) => annotations?.notes.size ?? 0, ""],
];

/**
 * Of what an edit would make more than a graph file holds, as a sentence; null where of nothing. What a merge brought
 * beyond a limit can be taken away again step by step.
 */
export function limitProblem(before: GraphFile, after: GraphFile): string | null {
  const beyond = LIMITS.find(
    ([, most, countOf]) => countOf(after) > most && countOf(after) > countOf(before),
  );
  if (beyond === undefined) return null;
  const [what, most, , todo] = beyond;
  return `A graph has at most ${most.toLocaleString("en")} ${what}.${todo}`;
}
