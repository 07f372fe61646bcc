import { readGraphText } from "../graph-file/read-graph-text.ts";
import { writeGraphText } from "../graph-file/write-graph-text.ts";
import type { GraphFile } from "../model/graph-content.ts";
import { type Grouped, groupVertices } from "./group-vertices.ts";

function fileOf(text: string): GraphFile {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.text).join("\n"));
  return read.file;
}

function group(text: string, vertices: readonly string[], notes: readonly string[] = []) {
  return groupVertices(fileOf(text), { vertices, notes, graph: "part", vertex: "part" });
}

/** A group that can be made, with both graphs as text. */
export function made(
  text: string,
  vertices: readonly string[],
  notes: readonly string[] = [],
): Grouped & { childText: string; parentText: string } {
  const grouped = group(text, vertices, notes);
  if (!grouped.ok) throw new Error(grouped.reasons.map((reason) => reason.text).join("\n"));
  return { ...grouped, childText: writeGraphText(grouped.child), parentText: writeGraphText(grouped.parent) };
}

/** Why a group cannot be made; empty where it can. */
export function reasonsOf(text: string, vertices: readonly string[]): readonly string[] {
  const grouped = group(text, vertices);
  return grouped.ok ? [] : grouped.reasons.map((reason) => reason.text);
}
