import { type RefObject, useRef } from "react";
import { useCommands } from "#components/commands/use-commands.ts";

/**
 * Ctrl-F leads to this field: the search of the browser finds only what is in the page, and most lines of a log are not. In
 * the field itself, in other fields and in dialogs it stays the browser's.
 */
export function useSearchKey(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useCommands({
    "find-in-log": () => {
      field.current?.focus();
      field.current?.select();
    },
  });
  return field;
}
