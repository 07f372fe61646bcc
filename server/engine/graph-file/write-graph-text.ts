import type { GraphFile, Json } from "../model/graph-content.ts";
import { graphFileJson } from "./graph-file-json.ts";
import { isList, yamlFlow, yamlText } from "./yaml-scalar.ts";

/** A map that does not fit into this width is written with one line for each key. */
const LINE_WIDTH = 110;
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

function topEntry(key: string, value: Json): string {
  if (key === "edges" && isList(value))
    return value.length === 0
      ? "edges: []\n"
      : `edges:\n${value.map((edge) => `${STEP}- ${edgeText(edge)}\n`).join("")}`;
  if (!isMap(value)) return leafEntry("", key, value);
  if (Object.keys(value).length === 0) return `${key}: {}\n`;
  const members = Object.entries(value).map(([name, inner]) =>
    key === "vertices" && isMap(inner) ? vertexEntry(name, inner) : foldedEntry(STEP, name, inner),
  );
  return `${key}:\n${members.join("")}`;
}

function vertexEntry(name: string, spec: JsonMap): string {
  const fields = Object.entries(spec).map(([key, value]) => {
    if (!isMap(value)) return leafEntry(STEP.repeat(2), key, value);
    if (key !== "inputs" && key !== "outputs") return foldedEntry(STEP.repeat(2), key, value);
    const inner = Object.entries(value).map(([each, field]) => foldedEntry(STEP.repeat(3), each, field));
    return `${STEP.repeat(2)}${key}:\n${inner.join("")}`;
  });
  const head = `${STEP}${yamlText(name, false)}:`;
  return fields.length === 0 ? `${head} {}\n` : `${head}\n${fields.join("")}`;
}

/** Writes `name: { … }` if it fits on one line, otherwise one line for each key. */
function foldedEntry(indent: string, name: string, value: Json): string {
  const line = `${indent}${yamlText(name, false)}: ${yamlFlow(value)}`;
  if (line.length <= LINE_WIDTH || !isMap(value)) return `${line}\n`;
  const fields = Object.entries(value).map(([key, inner]) => leafEntry(indent + STEP, key, inner));
  return `${indent}${yamlText(name, false)}:\n${fields.join("")}`;
}

function leafEntry(indent: string, key: string, value: Json): string {
  const head = `${indent}${yamlText(key, false)}:`;
  if (typeof value !== "string") return `${head} ${yamlFlow(value)}\n`;
  if (!canBeLiteral(value)) return `${head} ${yamlText(value, false)}\n`;
  const lines = value.split("\n");
  const breaks = value.length - value.replace(/\n+$/, "").length;
  const chomping = breaks === 0 ? "-" : breaks === 1 ? "" : "+";
  // YAML takes the indentation of the first line as that of the block, unless the header gives it.
  const indentation = /^\n* /.test(value) ? String(STEP.length) : "";
  if (breaks > 0) lines.pop();
  const body = lines.map((line) => (line === "" ? "\n" : `${indent}${STEP}${line}\n`)).join("");
  return `${head} |${indentation}${chomping}\n${body}`;
}

/**
 * True for text of several lines that a block keeps unchanged. Other text is quoted: carriage returns and other line
 * breaks would be normalised, and parsers do not agree on blank lines at the end.
 */
function canBeLiteral(text: string): boolean {
  return (
    text.includes("\n") &&
    !/[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}\uFEFF]/u.test(text) &&
    !/(?:^|\n)[ \t]*\n*$/.test(text.replace(/\n+$/, ""))
  );
}

function edgeText(edge: Json): string {
  return typeof edge === "string" ? yamlText(edge, false) : yamlFlow(edge);
}

type JsonMap = { readonly [key: string]: Json };

function isMap(value: Json): value is JsonMap {
  return typeof value === "object" && value !== null && !isList(value);
}
