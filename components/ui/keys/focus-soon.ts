import { isTyping } from "./is-typing.ts";
import { pressedKey } from "./pressed-key.ts";

/** A part of the page that is loaded when it is needed first may take long on a slow line. */
const MAX_MS = 15_000;
/** Keys with which a person goes elsewhere. */
const LEADING: ReadonlySet<string> = new Set(["Tab", "Escape", "F6", "Enter"]);
/** Keys that lead elsewhere, too, but in a field, a menu or a dialog: on a canvas, to the next card. */
const MOVING: ReadonlySet<string> = new Set([
  ...["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
  ...["Home", "End", "PageUp", "PageDown"],
]);

/**
 * Gives the focus to what is found as soon as it is there, unless a person goes elsewhere meanwhile.
 *
 * @param find gives what is to have it, or null while it is not there yet. At the end it gives what it can.
 */
export function focusSoon(find: (isLast: boolean) => HTMLElement | null): void {
  const began = performance.now();
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener("pointerdown", () => stop.abort(), { signal, capture: true });
  // Who types on types into the field.
  const onKey = (event: KeyboardEvent) => {
    const key = pressedKey(event) ?? "";
    if (LEADING.has(key) || (MOVING.has(key) && !isTyping(event))) stop.abort();
  };
  window.addEventListener("keydown", onKey, { signal, capture: true });
  const look = () =>
    requestAnimationFrame(() => {
      if (signal.aborted) return;
      const isLast = performance.now() - began > MAX_MS;
      const field = find(isLast);
      if (field === null && !isLast) return look();
      stop.abort();
      field?.focus();
    });
  look();
}
