import { useEffect, useRef } from "react";
import { linesInHash } from "../log/line-address.ts";

/** The same in split.module.css: below it the panel is under the canvas. */
const STACKED = "(max-width: 800px)";

/**
 * Brings the panel of a run into view where it is under the canvas and somebody chose what it shows; else a press would seem to
 * do nothing.
 *
 * @param shown what the panel shows, as one text. What it showed first is scrolled to only where the address names lines.
 * @param isFollowing the page chooses by itself what is shown.
 */
export function usePanelInView(shown: string, isFollowing: boolean): void {
  useEffect(() => (linesInHash(window.location.hash) === null ? undefined : keepInView()), []);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (isFollowing || !window.matchMedia(STACKED).matches) return;
    bringIntoView();
  }, [shown, isFollowing]);
}

function bringIntoView(): void {
  document.querySelector("[data-panel-of-run]")?.scrollIntoView({ block: "start" });
}

/** What a person does to a page that scrolls. */
const ACTS = ["pointerdown", "wheel", "touchmove", "keydown"] as const;

/** Brings the panel into view, and again when what stands above it becomes taller, until the reader does something. */
function keepInView(): () => void {
  const done = new AbortController();
  const above = new ResizeObserver(() => {
    if (window.matchMedia(STACKED).matches) bringIntoView();
  });
  // What grows may be a part beside the panel, or one beside what holds it.
  let part = document.querySelector("[data-panel-of-run]");
  for (; part !== null && part !== document.body; part = part.parentElement)
    for (const beside of part.parentElement?.children ?? []) above.observe(beside);
  for (const act of ACTS)
    window.addEventListener(act, () => done.abort(), { signal: done.signal, passive: true, capture: true });
  done.signal.addEventListener("abort", () => above.disconnect());
  return () => done.abort();
}
