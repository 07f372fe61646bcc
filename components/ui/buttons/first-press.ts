import type { MouseEvent } from "react";

/**
 * What a press does where the button stands for the opposite as soon as it is done: the second click of a double click would
 * take it back. Keys and screen readers count no clicks.
 */
export function onFirstPress(act: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail <= 1) act();
  };
}
