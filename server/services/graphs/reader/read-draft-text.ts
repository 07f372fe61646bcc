import type { GraphTextProblem } from "#engine/graph-file/yaml/read-yaml-text.ts";
import { readWholeGraphText } from "#engine/graph-triggers/read-whole-graph-text.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/** A draft, and how many schedules and triggers its file declares. A draft has no part in these. */
export type DraftText =
  | { readonly ok: true; readonly file: GraphFile; readonly declaredTriggers: number }
  | { readonly ok: false; readonly problems: readonly GraphTextProblem[] };

/** Reads the text of a graph file for its draft. A file whose triggers have a mistake is refused as a whole. */
export function readDraftText(text: string): DraftText {
  const read = readWholeGraphText(text);
  return read.ok ? { ok: true, file: read.file, declaredTriggers: read.triggers.length } : read;
}
