import { type RefObject, useEffect } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { useFocusWhereEmpty } from "./first-field.ts";

/** When the canvas takes the focus by itself: in an empty graph that was opened, and where an edit takes away what had it. */
export function useCanvasFocus(canvas: RefObject<HTMLElement | null>): void {
  useFocusWhereEmpty(canvas);
  useCanvasFocusAfterRemoval(canvas);
}

/** The next Tab goes on in the editor, and not above the page. */
function useCanvasFocusAfterRemoval(canvas: RefObject<HTMLElement | null>): void {
  const store = useDraftStore();
  useEffect(
    () =>
      store.subscribe((now, before) => {
        const held = document.activeElement;
        if (now.draft === before.draft || held === null || held === document.body) return;
        const take = () => {
          if (!held.isConnected && document.activeElement === document.body)
            canvas.current?.focus({ preventScroll: true });
        };
        // What knows a better place for the focus gives it there in the next frame.
        requestAnimationFrame(() => requestAnimationFrame(take));
      }),
    [store, canvas],
  );
}
