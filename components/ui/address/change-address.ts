/** What a history entry carries whose address was changed without asking the server: when the page's document began. */
const MARK = "addressChangedIn";

/**
 * Changes the address without asking the server. Every change of that kind is made here: `useBackAfterReload` has to know
 * them.
 *
 * @param history `push`: the browser's *Back* takes the change back. Else the address changes in place.
 */
export function changeAddress(history: "push" | "replace", address: string): void {
  const state = { [MARK]: performance.timeOrigin };
  if (history === "push") window.history.pushState(state, "", address);
  else window.history.replaceState(state, "", address);
}

/** Whether an entry's address was changed that way before the page was loaded again. */
export function isOfEarlierDocument(state: unknown): boolean {
  if (typeof state !== "object" || state === null || !(MARK in state)) return false;
  return state[MARK] !== performance.timeOrigin;
}
