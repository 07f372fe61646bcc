import type { KeyboardEvent, RefObject } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { isTyping } from "#components/ui/keys/is-typing.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";

/** Escape on the canvas takes the selection back; the focus stays at the canvas. */
export function useClearByEscape(canvas: RefObject<HTMLElement | null>) {
  const store = useDraftStore();
  return (event: KeyboardEvent) => {
    if (pressedKey(event) !== "Escape" || isTyping(event.nativeEvent) || store.getState().asking !== null)
      return;
    store.getState().select({ vertices: new Set(), edges: new Set(), annotations: new Set() });
    // React Flow takes the focus from the card in the next frame.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) canvas.current?.focus({ preventScroll: true });
    });
  };
}
