import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import type { EdgeEnds, Hook, Point } from "#components/draft/edits/edit.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { nextName } from "#engine/shape/names/free-name.ts";
import { freePlace } from "../layout/by-hand/free-place.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { directionOf } from "../layout/tidy.ts";

export type NewVertex = {
  readonly hook?: Hook;
  /** Where its upper left corner goes; left out, into the middle of the view. */
  readonly at?: Point;
  /** Left out, the next free letter. */
  readonly name?: string;
  readonly spec?: FileFields;
};

/** Ways to add a vertex. Each gives why it was not done, or null. */
export function useNewVertex() {
  const store = useDraftStore();
  const flow = useReactFlow();
  return useMemo(() => {
    const add = ({ hook = { by: "nothing" }, at, name, spec = {} }: NewVertex): string | null => {
      const { file } = store.getState().draft;
      const place = freePlace(file.layout.values(), at ?? viewMiddle(flow.screenToFlowPosition));
      return store.getState().edit({
        do: "add",
        name: name ?? nextName(file.content.vertices.keys()),
        spec,
        at: place,
        hook,
      });
    };
    return {
      add,
      /** Between the two ends of an edge, halfway. */
      insert: (edge: EdgeEnds): string | null => {
        const { layout } = store.getState().draft.file;
        const [from, to] = [layout.get(edge.tail), layout.get(edge.head)];
        const at = from && to ? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } : undefined;
        return add({ hook: { by: "edge", edge }, ...(at && { at }) });
      },
      /** After a vertex, at the place of its successor. */
      follow: (tail: string): string | null => {
        const { file } = store.getState().draft;
        const from = file.layout.get(tail) ?? { x: 0, y: 0 };
        const at =
          directionOf(file) === "right"
            ? { x: from.x + CARD_WIDTH + 100, y: from.y }
            : { x: from.x, y: from.y + CARD_HEIGHT + 100 };
        return add({ hook: { by: "tail", tail }, at });
      },
    };
  }, [store, flow]);
}

/** The place of a card in the middle of the visible canvas. */
function viewMiddle(toFlow: (screen: Point) => Point): Point {
  const box = document.querySelector(".react-flow")?.getBoundingClientRect();
  const middle = box
    ? { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    : { x: window.innerWidth / 2, y: window.innerHeight / 2 };
  const { x, y } = toFlow(middle);
  return { x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 };
}
