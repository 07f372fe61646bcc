import { type KeyboardEvent, useRef } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";

const CANVAS = "[data-region][aria-label='Canvas']";
const CHOSEN = ".react-flow__node.selected, .react-flow__edge.selected";
/**
 * What belongs to something that is open above the form, or is open itself: Escape closes that. The button of an open section
 * is no such thing: nothing lies above the form.
 */
const OPEN =
  "[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox'], [aria-expanded='true']:not(h3 > button)";
const FIELD = "input, textarea, select, [contenteditable='true'], [role='textbox'], [role='combobox']";

/**
 * Escape in the inspector goes one step back: from a field to the form, from the form to what is selected on the canvas. What
 * is open in a field is closed before. In a code editor the first Escape is for its Tab key, the second one leaves.
 *
 * @returns what takes a key; true where it was such a step.
 */
export function useStepBack(): (event: KeyboardEvent<HTMLElement>) => boolean {
  const leftBy = useRef<EventTarget | null>(null);
  return (event) => {
    const form = event.currentTarget;
    const { target } = event;
    const isSecond = leftBy.current === target;
    leftBy.current = null;
    // A dialog that was opened here is no part of the form on the page.
    if (pressedKey(event) !== "Escape" || event.defaultPrevented || !(target instanceof HTMLElement))
      return false;
    if (!form.contains(target) || closestIn(form, target, OPEN)) return false;
    if (target.closest(".cm-content") !== null && !isSecond) {
      leftBy.current = target;
      return false;
    }
    event.preventDefault();
    if (target.matches(FIELD)) form.focus({ preventScroll: true });
    else focusChosen();
    return true;
  };
}

/** What is selected has the focus; where it is no element, the canvas. */
function focusChosen(): void {
  const canvas = document.querySelector<HTMLElement>(CANVAS);
  const chosen = canvas?.querySelector<HTMLElement | SVGElement>(CHOSEN) ?? canvas;
  chosen?.focus({ preventScroll: true });
}

function closestIn(form: HTMLElement, element: Element, selector: string): boolean {
  const found = element.closest(selector);
  return found !== null && found !== form && form.contains(found);
}
