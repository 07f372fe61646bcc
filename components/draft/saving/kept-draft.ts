import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { readWireText, wireText } from "#engine/json/wire.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/** A draft of which nobody knows yet whether the server has it, and the save that it follows. */
export type KeptDraft = {
  readonly edit: number;
  readonly file: GraphFile;
  /**
   * The save that was sent last and has no answer yet, by the id of its request. `isAll`: it had this very file; nothing
   * was changed since.
   */
  readonly sent: { readonly id: string; readonly isAll: boolean } | null;
};

/** The part of a browser's storage that is used. */
type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * Keeps an unsaved draft in the browser, so that a reload or a crash loses nothing.
 *
 * @returns false where no storage took it (full, or forbidden): then it is only on the screen.
 */
export function keepDraft(storages: readonly DraftStorage[], { edit, file, sent }: KeptDraft): boolean {
  const text = wireText({ edit, sent, file: graphFileJson(file) });
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
    value = readWireText(text);
  } catch {
    // Not ours, or cut off by a browser that ended while it wrote.
    return null;
  }
  if (typeof value !== "object" || value === null || !("edit" in value) || !("file" in value)) return null;
  const parsed = parseGraphFile(value.file);
  if (!parsed.ok || typeof value.edit !== "number") return null;
  return { edit: value.edit, file: parsed.file, sent: "sent" in value ? sentIn(value.sent) : null };
}

function sentIn(value: unknown): KeptDraft["sent"] {
  if (typeof value !== "object" || value === null || !("id" in value) || typeof value.id !== "string")
    return null;
  return { id: value.id, isAll: "isAll" in value && value.isAll === true };
}

/** What a page does with a kept draft when it opens. */
export type KeptStep =
  /** It is saved, as what follows `edit`: where somebody else saved since, a person decides. */
  | { readonly do: "save"; readonly edit: number }
  /** The server has all of it, and this file is the newest. */
  | { readonly do: "follow"; readonly edit: number }
  /** The server has all of it, and somebody changed it since. */
  | { readonly do: "show-newer" };

/**
 * What to do with a kept draft, once it is known what became of the save that was sent last. A save that was carried out
 * is the page's own, though its answer never came: it is no conflict.
 *
 * @param savedEdit the number that this save got; null where it was not carried out.
 * @param newestEdit the number of the server's draft.
 */
export function keptStep(
  { edit, sent }: Pick<KeptDraft, "edit" | "sent">,
  savedEdit: number | null,
  newestEdit: number,
): KeptStep {
  if (savedEdit === null || sent === null) return { do: "save", edit };
  if (!sent.isAll) return { do: "save", edit: savedEdit };
  return newestEdit > savedEdit ? { do: "show-newer" } : { do: "follow", edit: savedEdit };
}
