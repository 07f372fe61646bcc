/**
 * A ref for an element with `tabindex="-1"` from which something that has the focus may be taken away, such as a button
 * whose work is done. The nearest element around it that is left and can have the focus has it then: whoever works by keys
 * goes on from there, not from the top of the page. So it is after a dialog whose button went away meanwhile.
 */
export function keepFocusIn(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) return;
  let path: readonly HTMLElement[] = [];
  const note = ({ target }: Event) => {
    path = target instanceof HTMLElement ? pathOf(target, element) : [];
  };
  const forget = ({ target }: Event) => {
    // Once a dialog is closed, what opened it is gone back to.
    if (target instanceof Element && target.closest("[role='dialog'], [role='alertdialog']") !== null) return;
    if (target instanceof Node && !element.contains(target)) path = [];
  };
  const seen = new MutationObserver(() => {
    const [last, ...around] = path;
    if (last === undefined || last.isConnected || document.activeElement !== document.body) return;
    around.find((each) => each.isConnected && each.hasAttribute("tabindex"))?.focus({ preventScroll: true });
  });
  seen.observe(element, { childList: true, subtree: true });
  // A dialog is here.
  seen.observe(document.body, { childList: true });
  element.addEventListener("focusin", note);
  window.addEventListener("pointerdown", forget);
  window.addEventListener("focusin", forget);
  return () => {
    seen.disconnect();
    element.removeEventListener("focusin", note);
    window.removeEventListener("pointerdown", forget);
    window.removeEventListener("focusin", forget);
  };
}

/** An element and what is around it, up to `end`. */
function pathOf(element: HTMLElement, end: HTMLElement): readonly HTMLElement[] {
  const parent = element.parentElement;
  return element === end || parent === null ? [element] : [element, ...pathOf(parent, end)];
}
