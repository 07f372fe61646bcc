import { MAX_GRAPH_TEXT } from "#engine/graph-file/yaml/read-yaml-text.ts";

/** Why a file is too large to be a graph file, before it is read into memory; null where it is not. */
export function fileSizeProblem(bytes: number): string | null {
  if (bytes <= MAX_GRAPH_TEXT) return null;
  return `It has ${megabytes(bytes)} MB, and a graph file has ${megabytes(MAX_GRAPH_TEXT)} MB at the most.`;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 100_000) / 10;
}
