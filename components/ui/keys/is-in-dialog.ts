/** Whether a dialog is open: what is behind it does nothing. */
export function isInDialog(): boolean {
  return document.querySelector("[role='dialog'], [role='alertdialog']") !== null;
}
