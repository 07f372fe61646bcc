import { type KeyboardEvent, useRef } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { focusFirstField } from "../focus/first-field.ts";
import { focusChosen, focusChosenOnceDrawn } from "../focus/focus-chosen.ts";
import { isNamedByKey } from "../focus/naming-field.ts";

/**
 * What belongs to something that is open above the form, or is open itself: Escape closes that. The button of an open section
 * is no such thing: nothing lies above the form.
 */
const OPEN =
  "[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox'], [aria-expanded='true']:not(h3 > button)";

/**
 * Escape in the inspector goes one step back, to what is selected on the canvas. What is open in a field is closed before. In
 * a code editor the first Escape is for its Tab key, the second one leaves. Enter in a name that F2 led to goes back, too, and
 * Enter on the form goes to its first field, as on the card.
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
    const key = pressedKey(event);
    // A dialog that was opened here is no part of the form on the page.
    if (event.defaultPrevented || !(target instanceof HTMLElement) || !form.contains(target)) return false;
    if (key === "Enter") return enter(event, form, target);
    if (key !== "Escape" || closestIn(form, target, OPEN)) return false;
    if (target.closest(".cm-content") !== null && !isSecond) {
      leftBy.current = target;
      return false;
    }
    event.preventDefault();
    focusChosen();
    return true;
  };
}

function enter(event: KeyboardEvent, form: HTMLElement, target: HTMLElement): boolean {
  if (target !== form && !isNamedByKey(target)) return false;
  event.preventDefault();
  if (target === form) focusFirstField();
  else focusChosenOnceDrawn();
  return true;
}

function closestIn(form: HTMLElement, element: Element, selector: string): boolean {
  const found = element.closest(selector);
  return found !== null && found !== form && form.contains(found);
}
