import { useReactFlow } from "@xyflow/react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { useAnnotate } from "../../annotations/use-annotate.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../../layout/card-size.ts";
import { inLane } from "../../layout/final-lane.ts";
import { directionOf } from "../../layout/tidy.ts";
import { ZOOM_OF_ONE } from "../../view/zoom-of-one.ts";

/** Selects a vertex, opens the frame that hides it on this page, and brings it into the middle of the view. */
export function useShowVertex(): (name: string) => void {
  const show = useShowVertices();
  return (name) => show([name]);
}

/** The same for several vertices: all of them are selected, and in view at once. */
export function useShowVertices(): (names: readonly string[]) => void {
  const store = useDraftStore();
  const flow = useReactFlow();
  const { openFor } = useAnnotate();
  return (names) => {
    const { file } = store.getState().draft;
    for (const name of names) openFor(name);
    const { layout } = inLane(file, directionOf(file));
    const places = names.flatMap((name) => layout.get(name) ?? []);
    store.getState().select({ vertices: new Set(names), edges: new Set() });
    const [one] = places;
    if (one === undefined) return;
    if (places.length === 1) {
      const zoom = Math.max(flow.getZoom(), ZOOM_OF_ONE);
      void flow.setCenter(one.x + CARD_WIDTH / 2, one.y + CARD_HEIGHT / 2, { zoom, duration: 200 });
      return;
    }
    const [left, top] = [Math.min(...places.map(({ x }) => x)), Math.min(...places.map(({ y }) => y))];
    const width = Math.max(...places.map(({ x }) => x)) - left + CARD_WIDTH;
    const height = Math.max(...places.map(({ y }) => y)) - top + CARD_HEIGHT;
    void flow.fitBounds({ x: left, y: top, width, height }, { padding: 0.2, duration: 200 });
  };
}
