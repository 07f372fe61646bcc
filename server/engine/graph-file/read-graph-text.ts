import type { GraphFile } from "../model/graph-content.ts";
import { parseGraphFile } from "./graph-file.ts";
import { type GraphTextProblem, readYamlText, type WantedText } from "./yaml/read-yaml-text.ts";

export type GraphTextResult =
  | { readonly ok: true; readonly file: GraphFile }
  | { readonly ok: false; readonly problems: readonly GraphTextProblem[] };

const GRAPH_FILE: WantedText = {
  what: "a graph file",
  beginsWith: "signalbox: 1",
  insteadOfMany: "put each graph into a separate file",
};

/**
 * Reads a graph file from YAML or JSON text.
 *
 * @param maxParts the most parts, for who cannot wait.
 * @returns the graph file; or all problems, each with its line. Never throws.
 */
export function readGraphText(text: string, maxParts?: number): GraphTextResult {
  const read = readYamlText(text, GRAPH_FILE, maxParts);
  if (!read.ok) return read;
  const [document] = read.documents;
  const parsed = parseGraphFile(document?.value);
  if (parsed.ok) return parsed;
  return {
    ok: false,
    problems: parsed.problems.map(({ path, text: said, at }) => ({
      path,
      text: said,
      ...document?.placeOf(at),
    })),
  };
}
