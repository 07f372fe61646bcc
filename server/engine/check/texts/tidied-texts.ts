import { writeGraphText } from "../../graph-file/write-graph-text.ts";
import { readWholeGraphText } from "../../graph-triggers/read-whole-graph-text.ts";
import { writeWholeGraphText } from "../../graph-triggers/write-whole-graph-text.ts";
import type { FindingFix, GraphContent } from "../../model/graph-content.ts";
import { tidied } from "../../text/plain-text.ts";
import { mapGraphTexts, mapVertexTexts } from "./graph-texts.ts";

export type TidyFix = Extract<FindingFix, { readonly change: "tidy" }>;

/** The graph with the texts tidied that a finding was about. */
export function withTidiedTexts(content: GraphContent, { vertex, what }: TidyFix): GraphContent {
  const change = (text: string) => tidied(text, what);
  if (vertex === null) return mapGraphTexts(content, change);
  const spec = content.vertices.get(vertex);
  if (spec === undefined) return content;
  const vertices = new Map(content.vertices).set(vertex, mapVertexTexts(vertex, spec, change));
  return { ...content, vertices };
}

/** The graph with all its texts tidied. */
export function withAllTextsTidied(content: GraphContent): GraphContent {
  const change = (text: string) => tidied(tidied(text, "line-ends"), "characters");
  const vertices = [...content.vertices].map(
    ([name, spec]) => [name, mapVertexTexts(name, spec, change)] as const,
  );
  return mapGraphTexts({ ...content, vertices: new Map(vertices) }, change);
}

/** A graph file's text with all its texts tidied; the same text if there is nothing to tidy, or if it cannot be read. */
export function tidiedText(text: string): string {
  const read = readWholeGraphText(text);
  if (!read.ok) return text;
  const content = withAllTextsTidied(read.file.content);
  const tidy = { ...read.file, content };
  if (writeGraphText(tidy) === writeGraphText(read.file)) return text;
  return writeWholeGraphText(tidy, read.triggers);
}
