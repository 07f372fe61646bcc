import type { GraphFile } from "../model/graph-content.ts";
import { parseGraphFile } from "./graph-file.ts";
import {
  type GraphTextProblem,
  readYamlText,
  type WantedText,
  type YamlDocument,
} from "./yaml/read-yaml-text.ts";

export type GraphTextResult =
  | { readonly ok: true; readonly file: GraphFile }
  | { readonly ok: false; readonly problems: readonly GraphTextProblem[] };

const GRAPH_FILE: WantedText = {
  what: "a graph file",
  beginsWith: "signalbox: 1",
  insteadOfMany: "put each graph into a separate file",
};

/** A text as a graph file, and what stands beside the graph in it. */
export type ReadGraphDocument = {
  readonly graph: GraphTextResult;
  /** What `triggers` holds, unread; undefined where the text has none, or is no YAML. */
  readonly triggers: unknown;
  readonly placeOf: YamlDocument["placeOf"];
};

/**
 * Reads a graph file from YAML or JSON text. What it declares of triggers stands beside the graph, and is not read here.
 *
 * @param maxParts the most parts, for who cannot wait.
 * @returns the graph file, or all its problems, each with its line. Never throws.
 */
export function readGraphDocument(text: string, maxParts?: number): ReadGraphDocument {
  const read = readYamlText(text, GRAPH_FILE, maxParts);
  const [document] = read.ok ? read.documents : [];
  if (!read.ok || document === undefined)
    return { graph: read.ok ? { ok: false, problems: [] } : read, triggers: undefined, placeOf: () => ({}) };
  const { value, placeOf } = document;
  const { triggers, rest } = withoutTriggers(value);
  const parsed = parseGraphFile(rest);
  if (parsed.ok) return { graph: parsed, triggers, placeOf };
  const problems = parsed.problems.map(({ path, text: said, at }) => ({ path, text: said, ...placeOf(at) }));
  return { graph: { ok: false, problems }, triggers, placeOf };
}

/**
 * The graph of a graph file. What the file declares of triggers is left out: `readWholeGraphText` reads it.
 *
 * @param maxParts the most parts, for who cannot wait.
 * @returns the graph file; or all problems, each with its line. Never throws.
 */
export function readGraphText(text: string, maxParts?: number): GraphTextResult {
  return readGraphDocument(text, maxParts).graph;
}

function withoutTriggers(value: unknown): { readonly triggers: unknown; readonly rest: unknown } {
  if (!(value instanceof Map) || !value.has("triggers")) return { triggers: undefined, rest: value };
  const rest = new Map<unknown, unknown>(value);
  rest.delete("triggers");
  // `triggers:` without a value is a list without entries, as with `edges:`.
  return { triggers: value.get("triggers") ?? [], rest };
}
