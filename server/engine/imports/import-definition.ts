import { MAX_GRAPH_TEXT } from "../graph-file/yaml/read-yaml-text.ts";
import { isJsonList, isJsonMap, type JsonMap } from "../json/json.ts";
import { readJson } from "../json/read-json.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { MAX_NESTING } from "../values/untrusted-value.ts";
import { DefinitionPart } from "./foreign/definition-part.ts";
import type { GraphBuilder, ImportedGraph } from "./foreign/graph-builder.ts";
import { importGraphTables } from "./graph-tables.ts";
import { importOrderlines } from "./orderlines/orderlines.ts";
import { importPipelineTree } from "./pipeline-tree/pipeline-tree.ts";

/** The systems whose definitions can be imported, with the words that people read. */
export const IMPORT_FORMATS = {
  orderlines: "a process of orderlines",
  "pipeline-tree": "a pipeline_tree of bamboo-pipeline",
  "graph-tables": "a dump of the tables graph, vertex and edge",
} as const;

/** What can be imported, as a list in a sentence. */
export const IMPORTABLE = Object.values(IMPORT_FORMATS).join(", ");

export type ImportFormat = keyof typeof IMPORT_FORMATS;

export type ImportResult =
  /** `graphs` has those that others run first. The last is the one that the definition is named after. */
  | { readonly ok: true; readonly format: ImportFormat; readonly graphs: readonly ImportedGraph[] }
  /** `text` is a whole sentence. */
  | { readonly ok: false; readonly text: string };

const IMPORTS: Readonly<
  Record<ImportFormat, (definition: DefinitionPart, name?: string) => readonly GraphBuilder[]>
> = {
  orderlines: importOrderlines,
  "pipeline-tree": importPipelineTree,
  "graph-tables": importGraphTables,
};

/** The system that a text comes from; null if it is of none that is known, such as a graph file. */
export function importFormatOf(text: string): ImportFormat | null {
  // A graph file of YAML is no JSON: nothing more is read of it.
  if (!/^\uFEFF?\s*\{/.test(text) || text.length > MAX_GRAPH_TEXT) return null;
  const read = readJson(text, MAX_NESTING);
  return read.ok && isJsonMap(read.value) ? formatOf(read.value) : null;
}

function formatOf(definition: JsonMap): ImportFormat | null {
  if (isJsonMap(definition.get("process_info")) || isJsonList(definition.get("process_node")))
    return "orderlines";
  const tree = definition.get("pipeline_tree") ?? definition;
  if (isJsonMap(tree) && isJsonMap(tree.get("activities")) && tree.has("flows")) return "pipeline-tree";
  return isJsonList(definition.get("graph")) && isJsonList(definition.get("vertex")) ? "graph-tables" : null;
}

/**
 * Reads the definition of another system as graphs. Nothing of it is executed. What cannot be carried over is listed with
 * its place in `notes`, and stands in the `todo` of the graphs.
 *
 * @param name what the graph is called, if not as in the definition.
 * @returns the graphs; or why there are none. Never throws.
 */
export function importDefinition(text: string, name?: string): ImportResult {
  if (utf8Length(text) > MAX_GRAPH_TEXT)
    return {
      ok: false,
      text: `Wanted a definition of at most ${MAX_GRAPH_TEXT.toLocaleString("en")} bytes.`,
    };
  const read = readJson(text, MAX_NESTING);
  if (!read.ok)
    return {
      ok: false,
      text: `This is no JSON: ${read.problem} These can be imported, as JSON: ${IMPORTABLE}.`,
    };
  const format = isJsonMap(read.value) ? formatOf(read.value) : null;
  if (format === null || !isJsonMap(read.value))
    return {
      ok: false,
      text: `This is none of the definitions that can be imported: ${IMPORTABLE}.`,
    };
  try {
    return graphsOf(format, IMPORTS[format](new DefinitionPart(read.value, ""), name));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, text: error.message };
  }
}

function graphsOf(format: ImportFormat, builders: readonly GraphBuilder[]): ImportResult {
  const graphs: ImportedGraph[] = [];
  for (const builder of builders) {
    const result = builder.result();
    if (!result.ok) return { ok: false, text: `It does not fit into a graph file: ${result.text}` };
    graphs.push(result.graph);
  }
  const [first] = graphs;
  if (first === undefined) return { ok: false, text: "The definition holds no graph." };
  return { ok: true, format, graphs };
}
