import type { KeyboardEvent } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import type { EditEnd } from "./text/edited-text.tsx";

/** The title of a frame, or a note, that is edited where it stands on the canvas. */
export type EditingInPlace = {
  /** Which one; null: none is. */
  readonly id: string | null;
  readonly acts: InPlaceActs;
};

/** They stay the same. */
export type InPlaceActs = {
  readonly begin: (id: string) => void;
  /** @returns why the text cannot be taken over. */
  readonly end: (id: string, end: EditEnd) => string | null;
};

/** Enter or F2 on a frame or a note that has the focus; the key means nothing else then. */
export function isInPlaceKey(event: KeyboardEvent): boolean {
  const key = pressedKey(event);
  const { target, currentTarget, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (target !== currentTarget || ctrlKey || metaKey || altKey || shiftKey) return false;
  if (key !== "Enter" && key !== "F2") return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}
