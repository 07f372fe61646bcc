/** A ref of what stands where something went that had the focus: it has the focus then, and not the top of the page. */
export function focusIfLost(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus();
}
