import type { KeyboardEvent, MouseEvent } from "react";
import { pressedKey } from "../keys/pressed-key.ts";

/** An Enter that is held is one press: the browser would press the button anew again and again, and then what has the focus next. */
export function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.repeat && pressedKey(event) === "Enter") event.preventDefault();
}

/** True for the second click of a double click, which means the same as the first one: also where another button is there by then. */
export function isSecondOfDouble(event: MouseEvent): boolean {
  return event.detail > 1;
}

/**
 * What a press does where the second click of a double click would do something else: the button stands for the opposite as soon
 * as it is done, or that of the next row stands in its place. Keys and screen readers count no clicks. A button with `isBusy` does
 * so by itself.
 */
export function onFirstPress(act: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (!isSecondOfDouble(event)) act();
  };
}
