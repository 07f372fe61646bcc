import { useMemo, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { annotationId, annotationOf } from "#components/draft/edits/annotation-id.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { membersInBox } from "../layout/frame-boxes.ts";
import type { Moving } from "./use-movable.ts";

const AT_REST: ReadonlyMap<string, Point> = new Map();

/**
 * Moves frames, with all that is in them, and notes. A drag becomes one step of the draft when it ends; so does holding an
 * arrow key. `places` says where vertices and (by their ids) notes are meanwhile.
 */
export function useMoving(): { readonly places: ReadonlyMap<string, Point>; readonly moving: Moving } {
  const store = useDraftStore();
  const [places, setPlaces] = useState(AT_REST);
  const moving = useMemo((): Moving => {
    const put = (id: string, by: Point, field?: string) => {
      const all = movedBy(store.getState().draft.file, id, by);
      const notes = new Map<string, Point>();
      const cards = new Map<string, Point>();
      for (const [each, place] of all) {
        const drawn = annotationOf(each);
        if (drawn === null) cards.set(each, place);
        else notes.set(drawn.name, place);
      }
      store.getState().edit({ do: "move", places: cards, notes }, field);
    };
    return {
      onMove: (id, by) => setPlaces(movedBy(store.getState().draft.file, id, by)),
      onEnd: (id, by) => {
        if (by !== null) put(id, by);
        setPlaces(AT_REST);
      },
      onStep: (id, by) => put(id, by, `place of ${id}`),
    };
  }, [store]);
  return { places, moving };
}

/** Where the vertices of a frame are, or a note is, that was moved so far. */
function movedBy(file: GraphFile, id: string, by: Point): ReadonlyMap<string, Point> {
  const drawn = annotationOf(id);
  const moved = ({ x, y }: Point) => ({ x: x + by.x, y: y + by.y });
  if (drawn === null) return AT_REST;
  if (drawn.kind === "note") {
    const note = file.annotations?.notes.get(drawn.name);
    return note === undefined ? AT_REST : new Map([[annotationId("note", drawn.name), moved(note.at)]]);
  }
  const frame = file.annotations?.frames.get(drawn.name);
  if (frame === undefined) return AT_REST;
  return new Map(
    membersInBox(file, frame).flatMap((name): [string, Point][] => {
      const place = file.layout.get(name);
      return place === undefined ? [] : [[name, moved(place)]];
    }),
  );
}
