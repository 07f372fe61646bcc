/** What a history entry carries whose address was changed without asking the server: when the page's document began. */
const MARK = "addressChangedIn";

/** The state of such an entry. */
export function entryState(): Readonly<Record<string, number>> {
  return { [MARK]: performance.timeOrigin };
}

/** Whether an entry's address was changed that way before the page was loaded again. */
export function isOfEarlierDocument(state: unknown): boolean {
  if (typeof state !== "object" || state === null || !(MARK in state)) return false;
  return state[MARK] !== performance.timeOrigin;
}
