import type { KeyboardEvent } from "react";
import { pressedKey } from "../keys/pressed-key.ts";

/** Ctrl Enter does what a dialog is for, also from a field of several lines, as its coloured button does. Nothing dangerous. */
export function doByKey(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget, target, ctrlKey, metaKey, altKey, shiftKey } = event;
  const isMeant = pressedKey(event) === "Enter" && ctrlKey !== metaKey && !altKey && !shiftKey;
  // Another dialog above this one, or an editor in it, takes its own keys.
  if (event.defaultPrevented || event.repeat || !isMeant) return;
  if (!(target instanceof Node) || !currentTarget.contains(target)) return;
  const button = [...currentTarget.querySelectorAll<HTMLElement>("footer [data-primary]")].at(-1);
  if (button === undefined) return;
  event.preventDefault();
  button.click();
}
