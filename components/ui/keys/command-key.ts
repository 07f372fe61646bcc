import type { KeyboardEvent as ReactKeyboardEvent } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";

/** Whether these keys are Ctrl or Cmd with this letter, and no other key. */
export function isCommandKey(event: KeyboardEvent | ReactKeyboardEvent, letter: string): boolean {
  const isCommand = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
  return isCommand && pressedKey(event) === letter;
}
