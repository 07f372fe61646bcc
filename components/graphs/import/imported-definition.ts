import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import type { ImportedGraph } from "#engine/imports/foreign/graph-builder.ts";
import { type ImportFormat, importDefinition } from "#engine/imports/import-definition.ts";

/** One graph of a definition: its size, what is not as it was, and its graph file. */
export type ImportedFile = Pick<ImportedGraph, "notes"> & {
  readonly name: string;
  readonly vertexCount: number;
  readonly edgeCount: number;
  readonly text: string;
};

/** A definition of another system as graph files. It holds plain values only, so that a thread can give it to another one. */
export type ImportedDefinition =
  | { readonly ok: true; readonly format: ImportFormat; readonly graphs: readonly ImportedFile[] }
  | { readonly ok: false; readonly text: string };

/** What a thread is asked. */
export type DefinitionQuestion = { readonly text: string; readonly name: string | undefined };

/** Reads a definition. @param name of its graph, if not the one of the definition. */
export function importedDefinition({ text, name }: DefinitionQuestion): ImportedDefinition {
  const read = importDefinition(text, name);
  if (!read.ok) return { ok: false, text: read.text };
  const graphs = read.graphs.map(({ file, notes }) => ({
    name: file.content.name,
    vertexCount: file.content.vertices.size,
    edgeCount: file.content.edges.length,
    notes,
    text: writeGraphText(file),
  }));
  return { ok: true, format: read.format, graphs };
}
