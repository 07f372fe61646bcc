import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { isInDialog } from "#components/ui/keys/is-in-dialog.ts";

/** The canvas, and what of it a click selects or gives the focus. */
const DRAWING = ".react-flow__node, .react-flow__edge, .react-flow__pane";

/**
 * Tab, as other editors have it: after a click on the canvas it asks what to add, and goes on with what was added. Whoever
 * uses the keyboard moves the focus with it as ever; so does everybody once the list was closed without an addition.
 *
 * @returns what the key does; `false`: the focus moves.
 */
export function useAddByTab(canvas: RefObject<HTMLElement | null>, add: () => void) {
  const store = useDraftStore();
  const isClicked = useRef(false);
  /** How many vertices there were when Tab asked last. */
  const asked = useRef<number | null>(null);
  useEffect(() => {
    const follow = ({ target }: PointerEvent) => {
      isClicked.current = target instanceof Element && canvas.current?.contains(target) === true;
    };
    window.addEventListener("pointerdown", follow, { capture: true });
    return () => window.removeEventListener("pointerdown", follow, { capture: true });
  }, [canvas]);
  return useCallback(
    (event?: KeyboardEvent): false | undefined => {
      const { size } = store.getState().draft.file.content.vertices;
      const hasAdded = asked.current !== null && size > asked.current;
      const isMeant = isClicked.current || hasAdded;
      isClicked.current = false;
      asked.current = null;
      if (event !== undefined && (!isMeant || isInDialog() || !isOnDrawing(event.target, canvas.current)))
        return false;
      asked.current = size;
      add();
      return undefined;
    },
    [canvas, store, add],
  );
}

/** A click on the canvas may leave the focus to no element of it. */
function isOnDrawing(target: EventTarget | null, canvas: HTMLElement | null): boolean {
  if (target === document.body || target === canvas) return true;
  return target instanceof Element && canvas?.contains(target) === true && target.matches(DRAWING);
}
