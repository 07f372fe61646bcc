import type { MouseEvent } from "react";

/**
 * What a press does where the second click of a double click would do something else: the button stands for the opposite as soon
 * as it is done, or that of the next row stands in its place. Keys and screen readers count no clicks.
 */
export function onFirstPress(act: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail <= 1) act();
  };
}
