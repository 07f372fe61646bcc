import type { GraphFile } from "../model/graph-content.ts";
import type { FilePart } from "../shape/file-part.ts";
import { graphFileJson } from "./graph-file-json.ts";
import { blockText, canBeBlock } from "./yaml/yaml-block.ts";
import { entriesOf, isList, isMap, type YamlMap, yamlFlow, yamlText } from "./yaml/yaml-scalar.ts";

/** A map that does not fit into this width is written with one line for each key. */
const LINE_WIDTH = 110;
/** YAML refuses a longer key (1,024 characters) at the beginning of a line, but not in a map on one line. */
const MAX_KEY = 1_000;
const STEP = "  ";

/**
 * The YAML text of a graph file: keys in a fixed order, scripts of several lines as blocks, short maps on one line. A text
 * that is read and written again has the same bytes. The yaml package is not used, because an upgrade of it could change
 * texts.
 */
export function writeGraphText(file: GraphFile): string {
  return Object.entries(graphFileJson(file))
    .map(([key, value]) => topEntry(key, value))
    .join("");
}

function topEntry(key: string, value: FilePart): string {
  if (key === "edges" && isList(value))
    return value.length === 0
      ? "edges: []\n"
      : `edges:\n${value.map((edge) => `${STEP}- ${edgeText(edge)}`).join("")}`;
  if (!isMap(value)) return leafEntry("", key, value);
  const entries = entriesOf(value);
  if (entries.length === 0) return `${key}: {}\n`;
  const members = entries.map(([name, inner]) =>
    key === "vertices" && isMap(inner) ? vertexEntry(name, inner) : foldedEntry(STEP, name, inner),
  );
  return `${key}:\n${members.join("")}`;
}

function vertexEntry(name: string, spec: YamlMap): string {
  const fields = entriesOf(spec).map(([key, value]) => {
    if (!isMap(value)) return leafEntry(STEP.repeat(2), key, value);
    if (key !== "inputs" && key !== "outputs") return foldedEntry(STEP.repeat(2), key, value);
    const inner = entriesOf(value).map(([each, field]) => foldedEntry(STEP.repeat(3), each, field));
    return `${STEP.repeat(2)}${key}:\n${inner.join("")}`;
  });
  const head = `${STEP}${yamlText(name, false)}:`;
  return fields.length === 0 ? `${head} {}\n` : `${head}\n${fields.join("")}`;
}

/** Writes `name: { … }` if it fits on one line and has no text for a block, otherwise one line for each key. */
function foldedEntry(indent: string, name: string, value: FilePart): string {
  const line = `${indent}${yamlText(name, false)}: ${yamlFlow(value)}`;
  if (!isMap(value) || (line.length <= LINE_WIDTH && !hasBlock(value))) return `${line}\n`;
  return `${indent}${yamlText(name, false)}:\n${fieldLines(indent + STEP, value)}`;
}

function fieldLines(indent: string, value: YamlMap): string {
  return entriesOf(value)
    .map(([key, inner]) => leafEntry(indent, key, inner))
    .join("");
}

/** One field on lines of its own: a text of several lines as a block. */
export function leafEntry(indent: string, key: string, value: FilePart): string {
  const head = `${indent}${yamlText(key, false)}:`;
  if (isMap(value) && hasBlock(value)) return `${head}\n${fieldLines(indent + STEP, value)}`;
  if (typeof value !== "string") return `${head} ${yamlFlow(value)}\n`;
  return canBeBlock(value) ? `${head} ${blockText(value, indent)}` : `${head} ${yamlText(value, false)}\n`;
}

function edgeText(edge: FilePart): string {
  if (typeof edge === "string") return `${yamlText(edge, false)}\n`;
  if (!isMap(edge) || !hasBlock(edge)) return `${yamlFlow(edge)}\n`;
  const indent = STEP.repeat(2);
  return fieldLines(indent, edge).slice(indent.length);
}

/** True if one of the map's values is written as a block, which no map on one line can hold. */
function hasBlock(value: YamlMap): boolean {
  const entries = entriesOf(value);
  if (entries.some(([key]) => yamlText(key, false).length > MAX_KEY)) return false;
  return entries.some(([, inner]) =>
    typeof inner === "string" ? canBeBlock(inner) : isMap(inner) && hasBlock(inner),
  );
}
