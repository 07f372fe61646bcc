import { GRAPH_TEXT_LIMIT } from "#engine/graph-file/read-graph-text.ts";

/** Why a file is too large to be a graph file, before it is read into memory; null where it is not. */
export function fileSizeProblem(bytes: number): string | null {
  if (bytes <= GRAPH_TEXT_LIMIT) return null;
  return `It has ${megabytes(bytes)} MB, and a graph file has ${megabytes(GRAPH_TEXT_LIMIT)} MB at the most.`;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 100_000) / 10;
}
