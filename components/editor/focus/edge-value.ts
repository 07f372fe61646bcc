import { focusSoon } from "#components/ui/keys/focus-soon.ts";

const FIELD = "[data-edge-value] :is(.cm-content, input)";
/** The list that was chosen from gives the focus back when it is gone. */
const FRAMES_AFTER_LIST = 3;

/** Goes to the expression or the time of an edge that was just given one, with what stands there selected: it is an example. */
export function focusEdgeValue(): void {
  let left = FRAMES_AFTER_LIST;
  focusSoon((isLast) => {
    const field = document.querySelector<HTMLElement>(FIELD);
    if (isListOpen()) left = FRAMES_AFTER_LIST;
    else left -= 1;
    if (field === null || (left > 0 && !isLast)) return null;
    const select = () => {
      if (field instanceof HTMLInputElement) field.select();
      else window.getSelection()?.selectAllChildren(field);
    };
    // In the moment in which it gets the focus, since the next key may come before another frame is drawn.
    if (document.activeElement === field) select();
    else field.addEventListener("focus", select, { once: true });
    return field;
  });
}

/** A list that was closed stays in the document, out of sight. */
function isListOpen(): boolean {
  return [...document.querySelectorAll("[role='listbox']")].some((list) => list.checkVisibility());
}
