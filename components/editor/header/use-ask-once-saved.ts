import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useConnection } from "#components/api/connection/connection.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";

/** What uses the draft on the server. */
type AskedAction = "seal" | "launch";
const ACTION_WORDS = { seal: "Seal", launch: "Launch" } as const satisfies Record<AskedAction, string>;

/** Keys that type nothing. */
const MODIFIERS: readonly string[] = ["Shift", "Control", "Alt", "AltGraph", "Meta"];

/**
 * Seal and Launch use the draft on the server, so everything is saved first. That lasts as long as the server is away: a
 * dialog that came then would take the focus from whoever went on with something else, so it does not open any more. Of two
 * presses meanwhile the newest one counts.
 *
 * @param open is told once everything is saved, with the number of the save.
 */
export function useAskOnceSaved(saved: SavedDraft, open: (what: AskedAction, edit: number) => void) {
  const queries = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState<AskedAction | null>(null);
  const newest = useRef<AskedAction | null>(null);
  const isAway = useConnection(({ state }) => state !== "live") || saved.saving.is === "away";
  // Nothing in the header moves away from under the pointer.
  useEffect(() => {
    if (asking !== null && isAway) toast.done(`${ACTION_WORDS[asking]} opens once the draft is saved.`);
  }, [asking, isAway, toast]);
  return async (pressed: AskedAction): Promise<void> => {
    const isUnderWay = newest.current !== null;
    newest.current = pressed;
    setAsking(pressed);
    if (isUnderWay) return;
    const presses = countPresses();
    try {
      const isSaved = await saved.flush();
      if (!isSaved) {
        const title = `${ACTION_WORDS[newest.current]} needs the draft saved first.`;
        return toast.error({
          title,
          kept: "The reason why it is not saved is beside the name of the graph.",
        });
      }
      const edit = saved.edit();
      await queries.invalidateQueries();
      const asked = newest.current;
      if (presses.count() === 0) open(asked, edit);
      else toast.done(`The draft is saved now. Press ${ACTION_WORDS[asked]} again.`);
    } finally {
      presses.end();
      newest.current = null;
      setAsking(null);
    }
  };
}

/** Marks the buttons that ask: whoever presses one twice went on with nothing else. */
export const ASKS = { "data-asks": true } as const;

/** Counts the keys and pointers that are pressed elsewhere from now on. */
function countPresses(): { readonly count: () => number; readonly end: () => void } {
  let count = 0;
  const over = new AbortController();
  const how = { capture: true, signal: over.signal };
  const onPress = (event: PointerEvent | KeyboardEvent) => {
    const { target } = event;
    if (event instanceof KeyboardEvent && (event.repeat || isModifier(event))) return;
    if (!(target instanceof Element) || target.closest("[data-asks]") === null) count++;
  };
  window.addEventListener("pointerdown", onPress, how);
  window.addEventListener("keydown", onPress, how);
  return { count: () => count, end: () => over.abort() };
}

function isModifier(event: KeyboardEvent): boolean {
  return MODIFIERS.includes(pressedKey(event) ?? "");
}
