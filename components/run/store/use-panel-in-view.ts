import { useEffect, useRef } from "react";

/** The same in split.module.css: below it the panel is under the canvas. */
const STACKED = "(max-width: 800px)";

/**
 * Brings the panel of a run into view where it is under the canvas and somebody chose what it shows; else a press would seem to
 * do nothing.
 *
 * @param shown what the panel shows, as one text. What it showed first is not scrolled to.
 * @param isFollowing the page chooses by itself what is shown.
 */
export function usePanelInView(shown: string, isFollowing: boolean): void {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (isFollowing || !window.matchMedia(STACKED).matches) return;
    document.querySelector("[data-panel-of-run]")?.scrollIntoView({ block: "start" });
  }, [shown, isFollowing]);
}
