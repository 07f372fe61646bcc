import { useStoreApi } from "@xyflow/react";
import { useCallback, useMemo } from "react";
import { runCommand } from "#components/commands/command-registry.ts";
import { annotationEdit } from "#components/draft/annotation-edit.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { annotationOf } from "#components/draft/edits/annotation-id.ts";
import { NOTHING_SELECTED } from "#components/draft/selection.ts";
import { drawnBoxes } from "../annotations/drawn-boxes.ts";
import type { EditingInPlace, InPlaceActs } from "../annotations/editing-in-place.ts";
import { MIN_EDITED_HEIGHT } from "../annotations/note-size.ts";
import { titleBox } from "../annotations/title-size.ts";
import { viewedDraft } from "../annotations/viewed-draft.ts";
import { CARD_WIDTH } from "../layout/card-size.ts";
import { frameTitle } from "../layout/collapsed-file.ts";
import { READABLE_ZOOM } from "../view/many-cards.ts";
import { useIntoView } from "../view/use-into-view.ts";

/** The title of a frame, or a note, that is edited where it stands, as a part of the canvas. */
export function useEditingInPlace(): EditingInPlace {
  const store = useDraftStore();
  const id = useDraft(({ edited }) => edited);
  const acts = useMemo(
    (): InPlaceActs => ({
      begin: (begun) => {
        store.getState().select({ ...NOTHING_SELECTED, annotations: new Set([begun]) });
        runCommand("rename");
      },
      end: (ended, { text, isByKey }) => {
        const { draft, edit, edited, editInPlace } = store.getState();
        if (edited !== ended) return null;
        const change = text === null ? null : changeTo(draft.file.annotations, ended, text, isByKey);
        const problem = change === null ? null : edit(change);
        if (problem !== null) return problem;
        editInPlace(null);
        if (isByKey) focusAgain(ended);
        return null;
      },
    }),
    [store],
  );
  return { id, acts };
}

/**
 * Begins to edit the one frame or note that is selected, where it stands.
 *
 * @returns what does, and `false` where it cannot be edited there: it is drawn as a card, or could not be read.
 */
export function useBeginInPlace(): () => boolean {
  const store = useDraftStore();
  const canvas = useStoreApi();
  const { bringIntoView } = useIntoView();
  return useCallback(() => {
    const { draft, openedFrames, selection, editInPlace } = store.getState();
    const [id] = selection.annotations;
    const found = drawnBoxes(viewedDraft(draft.file, openedFrames)).find((each) => each.id === id);
    const [, , zoom] = canvas.getState().transform;
    if (found === undefined || selection.vertices.size > 0) return false;
    const { x, y, width, height } = found.box;
    bringIntoView(
      found.frame === undefined
        ? { x, y, width, height: Math.max(height, MIN_EDITED_HEIGHT) }
        : { ...titleBox(found.box, zoom), width: Math.min(width, CARD_WIDTH) },
    );
    if (found.frame === undefined && zoom < READABLE_ZOOM) return false;
    editInPlace(found.id);
    return true;
  }, [store, canvas, bringIntoView]);
}

type Annotations = Parameters<typeof annotationEdit>[0];

/** The edit that gives a frame or a note another text; null where that is no change. */
function changeTo(annotations: Annotations, id: string, text: string, isByKey: boolean) {
  const drawn = annotationOf(id);
  if (drawn === null) return null;
  if (drawn.kind === "frame") {
    const now = frameTitle(drawn.name, annotations?.frames.get(drawn.name)?.title);
    return text === now ? null : annotationEdit(annotations, id, { title: text });
  }
  // Who leaves an empty note has changed their mind; whoever takes it over is told why that cannot be.
  const isNothing = text === annotations?.notes.get(drawn.name)?.text || (text.trim() === "" && !isByKey);
  return isNothing ? null : annotationEdit(annotations, id, { text });
}

/** The field had the focus: what stands there now has it. */
function focusAgain(id: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const name = CSS.escape(id);
    const found = `[data-frame="${name}"] [data-title], [data-note="${name}"]`;
    document.querySelector<HTMLElement>(found)?.focus({ preventScroll: true });
  });
}
