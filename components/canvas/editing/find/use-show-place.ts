import { useReactFlow } from "@xyflow/react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { annotationId } from "#components/draft/edits/annotation-id.ts";
import { edgeId, type Point } from "#components/draft/edits/edit.ts";
import { NOTHING_SELECTED } from "#components/draft/selection.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { noteBox } from "../../annotations/note-size.ts";
import { useAnnotate } from "../../annotations/use-annotate.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../../layout/card-size.ts";
import { inLane } from "../../layout/final-lane.ts";
import { boxAround, membersInBox } from "../../layout/frame-boxes.ts";
import { directionOf } from "../../layout/tidy.ts";
import { ZOOM_OF_ONE } from "../../view/zoom-of-one.ts";
import type { Place } from "./searched-texts.ts";

/**
 * Selects a place, opens the frame that hides it on this page, and brings it into the middle of the view.
 *
 * @returns the frames that were opened for it.
 */
export function useShowPlace(): (place: Place) => readonly string[] {
  const store = useDraftStore();
  const flow = useReactFlow();
  const { openFor } = useAnnotate();
  return (place) => {
    const opened =
      place.of === "vertex"
        ? openFor(place.name)
        : place.of === "edge"
          ? [...openFor(place.tail), ...openFor(place.head)]
          : [];
    const { file } = store.getState().draft;
    store.getState().select(selectionOf(place));
    const middle = middleOf(inLane(file, directionOf(file)), place);
    const zoom = Math.max(flow.getZoom(), ZOOM_OF_ONE);
    if (middle !== null) void flow.setCenter(middle.x, middle.y, { zoom, duration: 200 });
    return opened;
  };
}

function selectionOf(place: Place) {
  if (place.of === "vertex") return { vertices: new Set([place.name]), edges: new Set<string>() };
  if (place.of === "graph") return NOTHING_SELECTED;
  return place.of === "edge"
    ? { ...NOTHING_SELECTED, edges: new Set([edgeId(place)]) }
    : { ...NOTHING_SELECTED, annotations: new Set([annotationId(place.of, place.name)]) };
}

/** The middle of what is drawn there; null where nothing is. */
function middleOf(file: GraphFile, place: Place): Point | null {
  const { layout, annotations } = file;
  const cardsOf = (names: readonly string[]) => names.flatMap((name) => layout.get(name) ?? []);
  switch (place.of) {
    case "graph":
      return null;
    case "vertex":
      return middleOfCards(cardsOf([place.name]));
    case "edge":
      return middleOfCards(cardsOf([place.tail, place.head]));
    case "frame": {
      const frame = annotations?.frames.get(place.name);
      const box = frame === undefined ? null : boxAround(cardsOf(membersInBox(file, frame)));
      if (box === null) return null;
      // Of a large frame its title is shown.
      return { x: box.x + Math.min(box.width, CARD_WIDTH * 2) / 2, y: box.y + Math.min(box.height, 240) / 2 };
    }
    case "note": {
      const note = annotations?.notes.get(place.name);
      if (note === undefined) return null;
      const { x, y, width, height } = noteBox(note);
      return { x: x + width / 2, y: y + height / 2 };
    }
  }
}

function middleOfCards(places: readonly Point[]): Point | null {
  if (places.length === 0) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    x: mean(places.map(({ x }) => x)) + CARD_WIDTH / 2,
    y: mean(places.map(({ y }) => y)) + CARD_HEIGHT / 2,
  };
}
