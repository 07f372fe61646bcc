import { createStore, type StoreApi } from "zustand/vanilla";
import { type Names, NO_NAMES } from "#engine/merge/names.ts";
import type { Finding, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import { type Draft, editDraft, redo, renamedDraft, startDraft, undo } from "./draft.ts";
import { hasAnnotation } from "./edits/annotation-id.ts";
import type { Edit, Renaming } from "./edits/edit.ts";
import { continuedDraft, type DraftMerge, mergedDraft, type Resolved } from "./merged-draft.ts";
import {
  NOTHING_SELECTED,
  renamedAnnotation,
  renamedSelection,
  type Selection,
  stillThere,
} from "./selection.ts";

/** A text of a vertex that somebody looked for: its form shows where it is. */
export type Found = {
  readonly vertex: string;
  readonly field: keyof VertexSpec;
  /** Where it is in a script, all line breaks counted as one character, and what stands there. */
  readonly from: number;
  readonly text: string;
  /** The script gets the focus. */
  readonly takesFocus: boolean;
};

/** The draft on the screen, what is selected of it, and what a screen reader is told. */
export type DraftStore = {
  readonly draft: Draft;
  readonly selection: Selection;
  /** The last thing that happened and shows elsewhere on the screen. */
  readonly announcement: string;
  /** True where everybody is to see the announcement: it says why something was not done. */
  readonly isWarning: boolean;
  /** The last renaming, while it left something to a person and nobody closed what the page says of it. */
  readonly renaming: Renaming | null;
  /** The finding that somebody last jumped to from the list of problems: the form shows the setting that it is about. */
  readonly shownFinding: Finding | null;
  /** Collapsed frames that are open on this page, to show somebody what is in them. That is no edit. */
  readonly openedFrames: ReadonlySet<string>;
  /** What was found last, while somebody steps through what Find found. */
  readonly found: Found | null;
  /** The frame or the note whose text is edited where it stands on the canvas, by its id. */
  readonly edited: string | null;
  /** A field that asks for a vertex: while there is one, a vertex that is chosen is told to it, and nothing is selected. */
  readonly asking: ((vertex: string) => void) | null;
  /** Raised whenever the draft became another one not by an edit: a field then shows the draft, not what was typed. */
  readonly jumps: number;
  /** What the last merge gave other names. */
  readonly merged: Names;
  /**
   * Does an edit. What it selects is selected.
   *
   * @param field given for typing: `script of A`. Edits to one field in a row are one step.
   * @returns why it was not done, in a sentence; null where it was.
   */
  readonly edit: (edit: Edit, field?: string) => string | null;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Vertices or edges that are left out stay selected; frames and notes do not. */
  readonly select: (selection: Partial<Selection>) => void;
  readonly announce: (text: string) => void;
  /** Says to everybody why something was not done, until something else is. */
  readonly warn: (text: string) => void;
  readonly closeRenaming: () => void;
  readonly ask: (asking: ((vertex: string) => void) | null) => void;
  readonly editInPlace: (id: string | null) => void;
  readonly showFinding: (finding: Finding) => void;
  readonly showFound: (found: Found | null) => void;
  /** Shows these collapsed frames open, on this page only, until they are closed again or collapsed anew. */
  readonly openFrames: (names: readonly string[]) => void;
  readonly closeFrames: (names: readonly string[]) => void;
  /** Another design with no way back: what the server has now. */
  readonly restart: (file: GraphFile) => void;
  readonly renameGraph: (name: string) => void;
  /** Puts the history from before the page was opened before its own. */
  readonly continueHistory: (before: Pick<Draft, "file" | "past" | "future">) => void;
  /** Takes in what somebody else saved: see `mergedDraft`. */
  readonly merge: (
    base: GraphFile,
    theirs: GraphFile,
    resolved: Resolved | null,
  ) => Pick<DraftMerge, "names" | "stopped">;
};

/** @param now gives milliseconds, to tell typing on from typing again. */
export function createDraftStore(file: GraphFile, now: () => number = Date.now): StoreApi<DraftStore> {
  return createStore<DraftStore>()((set, get) => {
    const show = (draft: Draft, { select, selectAnnotations = [] }: Selects = {}) => {
      if (draft === get().draft) return;
      const selection =
        select === undefined
          ? stillThere(get().selection, draft.file)
          : { ...onlyVertices(select), annotations: new Set(selectAnnotations) };
      const edited = stillEdited(get().edited, draft.file);
      set({ draft, selection, edited, openedFrames: stillCollapsed(get().openedFrames, draft.file) });
    };
    const jump = (draft: Draft) => {
      set({ jumps: get().jumps + 1 });
      show(draft);
    };
    return {
      draft: startDraft(file),
      selection: NOTHING_SELECTED,
      announcement: "",
      isWarning: false,
      renaming: null,
      shownFinding: null,
      openedFrames: new Set(),
      found: null,
      edited: null,
      asking: null,
      jumps: 0,
      merged: NO_NAMES,
      edit: (edit, field) => {
        const typing = field === undefined ? null : { field, at: now() };
        const { draft, edited } = editDraft(get().draft, edit, typing);
        if (!edited.ok) {
          // Beside a field that is typed in, its problem is seen.
          set({ announcement: edited.text, isWarning: field === undefined });
          return edited.text;
        }
        show(draft, edited);
        if (get().isWarning) set({ isWarning: false });
        if (edited.renaming !== undefined) {
          const { left, elsewhere = null } = edited.renaming;
          set({ renaming: left.length === 0 && elsewhere === null ? null : edited.renaming });
        }
        return null;
      },
      undo: () => {
        if (get().draft.past.length === 0) return get().warn("There is nothing to undo.");
        jump(undo(get().draft));
        set({ announcement: "Undone.", isWarning: false, renaming: null });
      },
      redo: () => {
        if (get().draft.future.length === 0) return get().warn("There is nothing to redo.");
        jump(redo(get().draft));
        set({ announcement: "Redone.", isWarning: false, renaming: null });
      },
      select: (selection) => {
        const { asking, found } = get();
        // Whoever stayed at what was found and then goes elsewhere is not led there again.
        if (found?.takesFocus === true) set({ found: null });
        const [vertex, ...others] = selection.vertices ?? [];
        if (asking === null)
          return set({
            selection: { ...get().selection, annotations: NOTHING_SELECTED.annotations, ...selection },
          });
        if (vertex !== undefined && others.length === 0) asking(vertex);
      },
      ask: (asking) => set({ asking }),
      announce: (announcement) => set({ announcement, isWarning: false }),
      warn: (announcement) => set({ announcement, isWarning: true }),
      closeRenaming: () => set({ renaming: null }),
      editInPlace: (edited) => set({ edited }),
      // A copy: to jump to the same finding again is another jump.
      showFinding: (finding) => set({ shownFinding: { ...finding } }),
      showFound: (found) => set({ found }),
      openFrames: (names) => set({ openedFrames: new Set([...get().openedFrames, ...names]) }),
      closeFrames: (names) =>
        set({ openedFrames: new Set([...get().openedFrames].filter((name) => !names.includes(name))) }),
      restart: (other) => {
        jump(startDraft(other));
        set({ renaming: null });
      },
      renameGraph: (name) => set({ draft: renamedDraft(get().draft, name) }),
      continueHistory: (before) => set({ draft: continuedDraft(get().draft, before) }),
      merge: (base, theirs, resolved) => {
        const { draft, names, stopped } = mergedDraft(get().draft, base, theirs, resolved);
        const { jumps, selection, openedFrames, found, edited } = get();
        // Whoever has something open goes on in the same thing under its new name.
        const frames = [...openedFrames].map((name) => names.frames.get(name) ?? name);
        set({
          jumps: jumps + 1,
          merged: names,
          draft,
          selection: stillThere(renamedSelection(selection, names), draft.file),
          openedFrames: stillCollapsed(new Set(frames), draft.file),
          edited: edited && stillEdited(renamedAnnotation(edited, names), draft.file),
          found: found && { ...found, vertex: names.vertices.get(found.vertex) ?? found.vertex },
        });
        return { names, stopped };
      },
    };
  });
}

type Selects = { readonly select?: readonly string[]; readonly selectAnnotations?: readonly string[] };

function onlyVertices(names: readonly string[]): Selection {
  return { ...NOTHING_SELECTED, vertices: new Set(names) };
}

function stillEdited(id: string | null, { annotations }: GraphFile): string | null {
  return id !== null && hasAnnotation(annotations, id) ? id : null;
}

/** Frames that are open in the file need not be opened here: who collapses one anew sees it collapsed. */
function stillCollapsed(names: ReadonlySet<string>, { annotations }: GraphFile): ReadonlySet<string> {
  const left = [...names].filter((name) => annotations?.frames.get(name)?.collapsed === true);
  return left.length === names.size ? names : new Set(left);
}
