import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/** A draft that the server does not have yet, and the save that it follows. */
export type KeptDraft = { readonly edit: number; readonly file: GraphFile };

/** What of a browser's storage is used. */
type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * Keeps an unsaved draft in the browser, so that a reload or a crash loses nothing.
 *
 * @returns false where the browser would not have it (full, or forbidden): then it is only on the screen.
 */
export function keepDraft(shelves: readonly Shelf[], { edit, file }: KeptDraft): boolean {
  const text = JSON.stringify({ edit, file: graphFileJson(file) });
  const isKept = shelves.map((shelf) => {
    try {
      shelf.setItem(keyOf(file.content.name), text);
      return true;
    } catch {
      // A full or forbidden storage throws; the caller says so to the person.
      return false;
    }
  });
  return isKept.includes(true);
}

/** The unsaved draft of a graph, from the first of the shelves that has one. What cannot be read is no draft. */
export function keptDraft(shelves: readonly Shelf[], graph: string): KeptDraft | null {
  for (const shelf of shelves) {
    const kept = readKept(shelf.getItem(keyOf(graph)));
    if (kept !== null) return kept;
  }
  return null;
}

/** The server has it now. */
export function forgetDraft(shelves: readonly Shelf[], graph: string): void {
  for (const shelf of shelves) shelf.removeItem(keyOf(graph));
}

function keyOf(graph: string): string {
  return `signalbox.draft.${graph}`;
}

function readKept(text: string | null): KeptDraft | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not ours, or cut off by a browser that ended while it wrote.
    return null;
  }
  if (typeof value !== "object" || value === null || !("edit" in value) || !("file" in value)) return null;
  const parsed = parseGraphFile(value.file);
  return parsed.ok && typeof value.edit === "number" ? { edit: value.edit, file: parsed.file } : null;
}
