import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { focusSoon } from "#components/ui/keys/focus-soon.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";

const SELECTED = ".react-flow__node-vertex.selected, .react-flow__edge.selected";
/** The form of a vertex begins with what its kind is about: its script, its question. */
const FIRST_SECTION = "[aria-label='Inspector'] [data-section='first']";
const INSPECTOR = "[aria-label='Inspector']";
const FIELD = ":is(.cm-content, input:not([type='search']), textarea, [role='combobox'])";

/** Whether a key is Enter on a card or an edge that is selected already. */
export function isEditKey(event: KeyboardEvent): boolean {
  const { target, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (pressedKey(event) !== "Enter" || ctrlKey || metaKey || altKey || shiftKey) return false;
  return target instanceof Element && target.matches(SELECTED);
}

/** Gives the focus to the first field of the inspector as soon as it is there, and opens its section for that. */
export function focusFirstField(): void {
  focusSoon((isLast) => {
    document.querySelector<HTMLElement>(`${FIRST_SECTION} [aria-expanded='false'][aria-controls]`)?.click();
    const part = document.querySelector(FIRST_SECTION) ?? document.querySelector(INSPECTOR);
    const isLoading = part?.querySelector("[data-skeleton]") != null;
    return isLoading && !isLast ? null : (part?.querySelector<HTMLElement>(FIELD) ?? null);
  });
}

/** An empty graph that was opened has the focus on its canvas, unless something else has it: the next Tab goes on from there. */
export function useFocusWhereEmpty(canvas: RefObject<HTMLElement | null>): void {
  const store = useDraftStore();
  useEffect(() => {
    if (store.getState().draft.file.content.vertices.size > 0) return;
    // A dialog that led here may still be closing.
    const asked = requestAnimationFrame(() => {
      if (document.activeElement === document.body) canvas.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(asked);
  }, [store, canvas]);
}
