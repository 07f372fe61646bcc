import { pressedKey } from "#components/ui/keys/pressed-key.ts";

type Pressed = Parameters<typeof pressedKey>[0] &
  Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/**
 * Whether these are the keys that a person pressed, written as in the table of actions: `Ctrl Shift Z`, `F2`, `?`.
 * A sign that needs Shift on some keyboards, such as `?`, counts with and without it.
 */
export function isPressed(keys: string, event: Pressed): boolean {
  const words = keys.split(" ");
  const key = words.at(-1) ?? "";
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  // AltGr is Ctrl and Alt, and types a character.
  if (event.altKey || (event.ctrlKey === true && event.metaKey === true)) return false;
  if ((event.ctrlKey || event.metaKey) !== words.includes("Ctrl")) return false;
  if (isShiftMeant(wanted) && event.shiftKey !== words.includes("Shift")) return false;
  return pressedKey(event) === wanted;
}

/** Letters and named keys are other keys with Shift; of signs it depends on the keyboard. */
function isShiftMeant(key: string): boolean {
  return key.length > 1 || /[a-z0-9]/.test(key);
}
