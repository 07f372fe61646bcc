import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import { runCommand } from "#components/commands/command-registry.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { NEW_NOTE, newAnnotationName } from "#components/draft/edits/annotation-edits.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { drawnBoxes } from "../../annotations/drawn-boxes.ts";
import { MIN_EDITED_HEIGHT, noteBox } from "../../annotations/note-size.ts";
import { titleBox } from "../../annotations/title-size.ts";
import { viewedDraft } from "../../annotations/viewed-draft.ts";
import { freeBox } from "../../layout/by-hand/free-box.ts";
import { type Box, boxOfCard } from "../../layout/frame-boxes.ts";
import { coversOf } from "../../view/covers-of.ts";

/** What stays free between a new note and the sides of the canvas, in pixels of the screen. */
const MARGIN = 12;

/** A way to add a note. */
export function useNewNote() {
  const store = useDraftStore();
  const flow = useReactFlow();
  const canvas = useStoreApi();
  return useMemo(() => {
    /** What is on the screen, in pixels from the corner of the canvas, as a box of the drawing. */
    const drawn = ({ x, y, width, height }: Box): Box => {
      const [left, top, zoom] = canvas.getState().transform;
      return { x: (x - left) / zoom, y: (y - top) / zoom, width: width / zoom, height: height / zoom };
    };
    /** Every card, note and title of a frame as they are drawn now. */
    const taken = (): readonly Box[] => {
      const { draft, openedFrames } = store.getState();
      const boxes = drawnBoxes(viewedDraft(draft.file, openedFrames));
      const [, , zoom] = canvas.getState().transform;
      return [
        ...flow.getNodes().map(({ position }) => boxOfCard(position)),
        ...boxes.map(({ box, frame }) => (frame === undefined ? box : titleBox(box, zoom))),
      ];
    };
    /**
     * Adds a note at the free place that is nearest to the wanted one; left out, to the middle of the view.
     *
     * @returns why it was not done.
     */
    return (at?: Point): string | null => {
      const { width, height, domNode } = canvas.getState();
      const screen = { x: MARGIN, y: MARGIN, width: width - 2 * MARGIN, height: height - 2 * MARGIN };
      const area = drawn(screen);
      const { width: wide } = noteBox({ text: NEW_NOTE, at: area });
      const box = { width: wide, height: MIN_EDITED_HEIGHT };
      const middle = { x: area.x + (area.width - box.width) / 2, y: area.y + (area.height - box.height) / 2 };
      const covers = coversOf(domNode).map(drawn);
      const { x, y } = freeBox(taken(), { ...box, ...(at ?? middle) }, { area, covers });
      const { draft, edit } = store.getState();
      const name = newAnnotationName(draft.file, "note");
      const problem = edit({ do: "set-note", name, note: { text: NEW_NOTE, at: [x, y] } });
      if (problem !== null) return problem;
      // The next thing that is typed is its text. That brings it into view, too, where all of the view was taken.
      runCommand("rename");
      return null;
    };
  }, [store, flow, canvas]);
}
