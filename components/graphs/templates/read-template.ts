import { placed } from "#components/canvas/layout/tidy.ts";
import type { TemplateFile } from "#contract/templates.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/** A template with a place for each vertex. @throws where it is no graph file: a test reads all of them. */
export function readTemplate({ name, text }: TemplateFile): GraphFile {
  const read = readGraphText(text);
  if (!read.ok) throw new Error(`The template ${name} cannot be read: ${read.problems[0]?.text}`);
  return placed(read.file);
}
