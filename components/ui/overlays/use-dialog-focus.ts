import { type RefObject, useEffect, useRef } from "react";

const FIELDS = [
  "input:not([type='hidden'])",
  "textarea",
  "select",
  "[role='combobox']",
  "[contenteditable='true']",
]
  .map((field) => `[data-dialog-body] ${field}:not(:disabled)`)
  .join(", ");

/**
 * What has the focus in a dialog: the first field, or else the button at the end that is
 * marked with `data-first`, or else the first one there, or else the dialog itself. Never
 * *Close*, which a typed space would press. A finger gets no keyboard before it asks for one. A dialog whose content is loaded
 * gives the focus to it once it is there, and where what had the focus goes, what is there then has it.
 *
 * @returns what has it first.
 */
export function useDialogFocus(
  popup: RefObject<HTMLElement | null>,
  isOpen: boolean,
): (openedBy: string) => HTMLElement | boolean {
  const byTouch = useRef(false);
  const isLoading = useRef(false);
  useEffect(() => {
    if (!isOpen) return;
    const seen = new MutationObserver(() => {
      const now = popup.current;
      const { activeElement } = document;
      const isLost = activeElement === null || activeElement === document.body;
      if (now === null || !(isLost || (isLoading.current && activeElement === now))) return;
      // Another dialog above this one has the focus.
      if (isLost && now.closest("[inert], [aria-hidden='true']") !== null) return;
      isLoading.current = isLoadingIn(now);
      if (isLoading.current) now.focus();
      else (byTouch.current ? now : firstIn(now)).focus();
    });
    seen.observe(document.body, { childList: true, subtree: true });
    return () => seen.disconnect();
  }, [popup, isOpen]);
  return (openedBy) => {
    const now = popup.current;
    if (now === null) return true;
    byTouch.current = openedBy === "touch";
    if (now.contains(document.activeElement)) return false;
    // While its content is loaded, no button: what is typed meanwhile would press it.
    isLoading.current = isLoadingIn(now);
    return isLoading.current || byTouch.current ? now : firstIn(now);
  };
}

/** What says that something is loaded is a status. A callout is one, too, and says something else. */
function isLoadingIn(popup: HTMLElement): boolean {
  return popup.querySelector("[data-dialog-body] [role='status']:not([data-callout])") !== null;
}

function firstIn(popup: HTMLElement): HTMLElement {
  return (
    popup.querySelector<HTMLElement>(FIELDS) ??
    popup.querySelector<HTMLElement>("footer [data-first]:not(:disabled, [aria-disabled='true'])") ??
    popup.querySelector<HTMLElement>("footer button") ??
    popup
  );
}
