import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/** A draft that the server does not have yet, and the save that it follows. */
export type KeptDraft = { readonly edit: number; readonly file: GraphFile };

/** The part of a browser's storage that is used. */
type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * Keeps an unsaved draft in the browser, so that a reload or a crash loses nothing.
 *
 * @returns false where no storage took it (full, or forbidden): then it is only on the screen.
 */
export function keepDraft(storages: readonly DraftStorage[], { edit, file }: KeptDraft): boolean {
  const text = JSON.stringify({ edit, file: graphFileJson(file) });
  const isKept = storages.map((storage) => {
    try {
      storage.setItem(keyOf(file.content.name), text);
      return true;
    } catch {
      // A full or forbidden storage throws; the caller says so to the person.
      return false;
    }
  });
  return isKept.includes(true);
}

/** The unsaved draft of a graph, from the first storage that has one. A draft that cannot be read is ignored. */
export function readKeptDraft(storages: readonly DraftStorage[], graph: string): KeptDraft | null {
  for (const storage of storages) {
    const kept = readKept(storage.getItem(keyOf(graph)));
    if (kept !== null) return kept;
  }
  return null;
}

/** The server has it now. */
export function forgetDraft(storages: readonly DraftStorage[], graph: string): void {
  for (const storage of storages) storage.removeItem(keyOf(graph));
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
