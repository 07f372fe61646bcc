import { type RefObject, useEffect, useRef } from "react";
import { isCommandKey } from "#components/ui/keys/command-key.ts";

/**
 * Ctrl-F leads to this field: the search of the browser finds only what is in the page, and most lines of a log are not. In
 * the field itself, in other fields and in dialogs it stays the browser's.
 */
export function useSearchKey(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isCommandKey(event, "f")) return;
      if (event.target instanceof Element && event.target.closest(OTHER_PLACES) !== null) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return field;
}

const OTHER_PLACES = "input, textarea, select, [contenteditable], [role='dialog'], [role='alertdialog']";
