const FIELDS =
  "input, textarea, select, [contenteditable='true'], [role='textbox'], [role='combobox'], [role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox']";

/** True where a key is meant for a field, a menu or a dialog and not for the canvas. */
export function isTyping(event: Event): boolean {
  return event.defaultPrevented || (event.target instanceof Element && event.target.closest(FIELDS) !== null);
}
