import { useCallback, useEffect, useRef, useState } from "react";

/** Where the focus goes in the panel beside the canvas: the heading of a track, or the lines of a log. */
export const JUMP_TARGET = "data-jump-target";

/**
 * Gives the focus to a track, or to its log, once the page shows it: who jumped there by the keyboard goes on from there.
 *
 * @param vertex the track that is selected.
 * @param tab the tab that is open.
 * @returns notes that the track of this name was jumped to.
 */
export function useJumpFocus(vertex: string | null, tab: string): (name: string) => void {
  const [jump, setJump] = useState<{ readonly name: string } | null>(null);
  const done = useRef<typeof jump>(null);
  useEffect(() => {
    if (jump === null || done.current === jump || jump.name !== vertex) return;
    if (tab !== "track" && tab !== "log") return;
    done.current = jump;
    document.querySelector<HTMLElement>(`[${JUMP_TARGET}="${tab}"]`)?.focus();
  }, [jump, vertex, tab]);
  return useCallback((name: string) => setJump({ name }), []);
}
