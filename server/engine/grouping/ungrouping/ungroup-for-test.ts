import { readGraphText } from "../../graph-file/read-graph-text.ts";
import type { GraphFile } from "../../model/graph-content.ts";
import { ungroupVertex } from "./ungroup-vertex.ts";

function fileOf(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\n${text}`);
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.text).join("\n"));
  return read.file;
}

/** What comes of ungrouping the vertex `part` of a graph, which runs the child `part`. */
function ungrouped(parent: string, child: string) {
  return ungroupVertex(fileOf(`name: g\n${parent}`), "part", fileOf(`name: part\n${child}`));
}

/** Why the vertex `part` of a graph cannot be ungrouped; empty where it can. */
export function reasonsOf(parent: string, child: string): readonly string[] {
  const found = ungrouped(parent, child);
  return found.ok ? [] : found.reasons.map(({ text }) => text);
}
