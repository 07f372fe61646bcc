import { useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import type { EdgeEnds, Hook, Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { FileFields } from "#engine/shape/file-part.ts";
import { nextName } from "#engine/shape/names/free-name.ts";
import { noteBox } from "../../annotations/note-size.ts";
import { freePlace } from "../../layout/by-hand/free-place.ts";
import { roomBetween } from "../../layout/by-hand/room-between.ts";
import { CARD_HEIGHT, CARD_WIDTH, cornerAround } from "../../layout/card-size.ts";
import { boxOfCard } from "../../layout/frame-boxes.ts";
import { directionOf } from "../../layout/tidy.ts";
import { useIntoView } from "../../view/use-into-view.ts";

export type NewVertex = {
  readonly hook?: Hook;
  /** Where its upper left corner goes; left out, beside what it is connected with, behind the one that is selected, or in the middle. */
  readonly at?: Point;
  /** Left out, the next free letter. */
  readonly name?: string;
  readonly spec?: FileFields;
};

/** Ways to add a vertex. Each gives why it was not done, or null. */
export function useNewVertex() {
  const store = useDraftStore();
  const flow = useReactFlow();
  const { isInside, bringIntoView } = useIntoView();
  return useMemo(() => {
    /** Behind the one card that is selected and seen: cards that are added one after the other stand as the edges will go. */
    const behindSelected = (): Point | null => {
      const { draft, selection } = store.getState();
      const [tail, ...others] = selection.vertices;
      const place = tail === undefined ? undefined : draft.file.layout.get(tail);
      if (tail === undefined || place === undefined || others.length > 0) return null;
      return isInside(boxOfCard(place)) ? placeBeside(draft.file, { by: "tail", tail }) : null;
    };
    const add = ({ hook = { by: "nothing" }, at, name, spec = {} }: NewVertex): string | null => {
      const { file } = store.getState().draft;
      const room = hook.by === "edge" ? roomBetween(file, hook.edge, directionOf(file)) : null;
      const moved = room?.moved ?? new Map<string, Point>();
      const wanted =
        room?.at ??
        at ??
        placeBeside(file, hook) ??
        behindSelected() ??
        viewMiddle(flow.screenToFlowPosition);
      // Where room was made between two vertices, it stands in line with them.
      const notes = room === null ? [...(file.annotations?.notes.values() ?? [])].map(noteBox) : [];
      const place = freePlace(new Map([...file.layout, ...moved]).values(), wanted, notes);
      const problem = store.getState().edit({
        do: "add",
        name: name ?? nextName(file.content.vertices.keys()),
        spec,
        at: place,
        hook,
        moved,
      });
      // Where there was no room in the view, the card stands outside of it.
      if (problem === null) bringIntoView(boxOfCard(place));
      return problem;
    };
    return {
      add,
      /** Between the two ends of an edge, where room is made. */
      insert: (edge: EdgeEnds, spec: FileFields = {}): string | null =>
        add({ hook: { by: "edge", edge }, spec }),
    };
  }, [store, flow, isInside, bringIntoView]);
}

/** So far from the vertex that it follows, or goes before. */
const GAP = 100;

/** The place of a successor or of a predecessor. */
function placeBeside(file: GraphFile, hook: Hook): Point | null {
  const { layout } = file;
  if (hook.by === "nothing" || hook.by === "edge") return null;
  const from = layout.get(hook.by === "tail" ? hook.tail : hook.head);
  if (from === undefined) return null;
  const way = hook.by === "tail" ? 1 : -1;
  return directionOf(file) === "right"
    ? { x: from.x + way * (CARD_WIDTH + GAP), y: from.y }
    : { x: from.x, y: from.y + way * (CARD_HEIGHT + GAP) };
}

/** The place of a card in the middle of the visible canvas. */
function viewMiddle(toFlow: (screen: Point) => Point): Point {
  const box = document.querySelector(".react-flow")?.getBoundingClientRect();
  const middle = box
    ? { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    : { x: window.innerWidth / 2, y: window.innerHeight / 2 };
  return cornerAround(toFlow(middle));
}
