import { pressedKey } from "#components/ui/keys/pressed-key.ts";

type KeyEvent = Parameters<typeof pressedKey>[0] &
  Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** What a key asks of the history: Ctrl-Z, and Ctrl-Shift-Z or Ctrl-Y; null for any other key. */
export function historyKey(event: KeyEvent): "undo" | "redo" | null {
  // AltGr is Ctrl and Alt, and types a character.
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = pressedKey(event);
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}
