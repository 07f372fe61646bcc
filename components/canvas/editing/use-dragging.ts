import type { NodeChange } from "@xyflow/react";
import { useCallback, useRef, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import type { VertexNode } from "../elements/flow-elements.ts";
import { aligned, type GuideLine } from "../layout/alignment.ts";

type Dragging = { readonly places: ReadonlyMap<string, Point>; readonly lines: readonly GuideLine[] };
const AT_REST: Dragging = { places: new Map(), lines: [] };

/**
 * Where vertices are while they are dragged, drawn to helper lines. A drag becomes one step of the draft when it ends;
 * so does holding an arrow key.
 */
export function useDragging() {
  const store = useDraftStore();
  const [dragging, setDragging] = useState(AT_REST);
  const now = useRef(AT_REST);
  const show = useCallback((next: Dragging) => {
    now.current = next;
    setDragging(next);
  }, []);

  const onMoves = useCallback(
    (changes: readonly NodeChange<VertexNode>[]) => {
      const under = new Map<string, Point>();
      const ended = new Map<string, Point>();
      for (const change of changes) {
        if (change.type !== "position" || change.position === undefined) continue;
        (change.dragging === true ? under : ended).set(change.id, change.position);
      }
      const { layout } = store.getState().draft.file;
      if (under.size > 0) {
        const others = [...layout].filter(([name]) => !under.has(name)).map(([, place]) => place);
        show(aligned(under, others));
      } else if (ended.size > 0 && now.current.places.size > 0) {
        store.getState().edit({ do: "move", places: now.current.places });
        show(AT_REST);
      } else if (ended.size > 0) {
        store.getState().edit({ do: "move", places: ended }, "place");
      }
    },
    [store, show],
  );
  return { dragging, onMoves };
}
