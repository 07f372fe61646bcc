import { useEffect, useRef } from "react";

const DIALOG = "[role='dialog'], [role='alertdialog']";

/**
 * Gives the focus to the heading of a page that was gone to, where what had the focus went with the page before: the next
 * Tab goes on in the new page, and a screen reader says where that is. A link of the navigation keeps the focus, and a page
 * may give it to something better than its heading.
 *
 * @param path the address of the page.
 */
export function useFocusAfterPageChange(path: string): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    let frame = 0;
    const look = () => {
      const { activeElement: held } = document;
      // A dialog that led here may still be closing.
      if (held?.closest(DIALOG) != null) return;
      if (!isLost(held)) return stop();
      const heading = document.querySelector<HTMLElement>("#content h1");
      if (heading === null) return;
      heading.focus({ preventScroll: true });
      if (document.activeElement === heading) stop();
    };
    // What knows a better place for the focus gives it there in the next frame.
    const lookSoon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(look);
      });
    };
    const seen = new MutationObserver(lookSoon);
    const stop = () => {
      cancelAnimationFrame(frame);
      seen.disconnect();
      window.removeEventListener("pointerdown", stop, { capture: true });
    };
    seen.observe(document.body, { childList: true, subtree: true });
    // Whoever clicks in the page has chosen a place themselves.
    window.addEventListener("pointerdown", stop, { capture: true });
    lookSoon();
    return stop;
  }, [path]);
}

function isLost(held: Element | null): boolean {
  return held === null || held === document.body || held.id === "content";
}
