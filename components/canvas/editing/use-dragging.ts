import type { NodeChange } from "@xyflow/react";
import { useCallback, useRef, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { annotationOf } from "#components/draft/edits/annotation-id.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { viewedDraft } from "../annotations/viewed-draft.ts";
import type { VertexNode } from "../elements/flow-elements.ts";
import { aligned, type GuideLine } from "../layout/by-hand/alignment.ts";
import { droppedCards } from "../layout/by-hand/dropped-cards.ts";
import { freePlace } from "../layout/by-hand/free-place.ts";
import { roomBetween } from "../layout/by-hand/room-between.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { expandedPlaces } from "../layout/collapsed-file.ts";
import { directionOf } from "../layout/tidy.ts";
import { edgeUnder } from "./adding/edge-under.ts";

type Dragging = { readonly places: ReadonlyMap<string, Point>; readonly lines: readonly GuideLine[] };
const AT_REST: Dragging = { places: new Map(), lines: [] };

/**
 * Where vertices are while they are dragged, drawn to helper lines. A drag becomes one step of the draft when it ends;
 * so does holding an arrow key. A card that is dropped into a frame is in it, and one that is dropped outside leaves it.
 *
 * @param shown what the canvas draws: a collapsed frame is one card.
 */
export function useDragging(shown: GraphFile) {
  const store = useDraftStore();
  const [dragging, setDragging] = useState(AT_REST);
  const now = useRef(AT_REST);
  const show = useCallback((next: Dragging) => {
    now.current = next;
    setDragging(next);
  }, []);

  /** A card without edges that is dropped on an edge goes in between. @returns whether it does. */
  const putOnEdge = useCallback(
    (places: ReadonlyMap<string, Point>): boolean => {
      const [only, ...others] = places;
      const { draft, edit, openedFrames } = store.getState();
      const { content } = draft.file;
      if (only === undefined || others.length > 0) return false;
      const [name, place] = only;
      const isFree =
        content.vertices.has(name) &&
        content.vertices.get(name)?.final === undefined &&
        !content.edges.some(({ tail, head }) => tail === name || head === name);
      if (!isFree) return false;
      const middle = { x: place.x + CARD_WIDTH / 2, y: place.y + CARD_HEIGHT / 2 };
      const edge = edgeUnder(viewedDraft(draft.file, openedFrames), middle, name);
      if (edge === null) return false;
      // What is put in between stands in nobody's way before.
      const layout = new Map([...draft.file.layout].filter(([each]) => each !== name));
      const room = roomBetween({ content, layout }, edge, directionOf(draft.file));
      const moved = room?.moved ?? new Map<string, Point>();
      const at = freePlace(new Map([...layout, ...moved]).values(), room?.at ?? place);
      if (edit({ do: "put-between", name, edge, at, moved }) !== null) return false;
      store.getState().announce(`${name} is between ${edge.tail} and ${edge.head} now. Undo takes it out.`);
      return true;
    },
    [store],
  );
  const onMoves = useCallback(
    (changes: readonly NodeChange<VertexNode>[]) => {
      const under = new Map<string, Point>();
      const ended = new Map<string, Point>();
      for (const change of changes) {
        if (change.type !== "position" || change.position === undefined) continue;
        (change.dragging === true ? under : ended).set(change.id, change.position);
      }
      const { layout } = shown;
      const { file } = store.getState().draft;
      if (under.size > 0) {
        const others = [...layout].filter(([name]) => !under.has(name)).map(([, place]) => place);
        show(aligned(under, others));
      } else if (ended.size > 0 && now.current.places.size > 0) {
        if (putOnEdge(now.current.places)) {
          show(AT_REST);
          return;
        }
        const places = expandedPlaces(file, now.current.places);
        const cards = new Map([...now.current.places].filter(([name]) => annotationOf(name) === null));
        const { edit, openedFrames } = store.getState();
        edit({ do: "move", places, frameOf: droppedCards(viewedDraft(file, openedFrames), cards) });
        show(AT_REST);
      } else if (ended.size > 0) {
        store.getState().edit({ do: "move", places: expandedPlaces(file, ended) }, "place");
      }
    },
    [store, show, shown, putOnEdge],
  );
  return { dragging, onMoves };
}
