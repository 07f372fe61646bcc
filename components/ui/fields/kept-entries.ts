import { useEffect } from "react";

/** What was typed into forms that were left before they were saved, by the name of the form. It lives as long as the page. */
const KEPT = new Map<string, unknown>();

/** What was typed into the form of this name when it was left; undefined where nothing is kept. */
export function keptEntries<Entries>(form: string): Entries | undefined {
  return KEPT.get(form) as Entries | undefined;
}

/** What was typed into the form of this name was saved: nothing of it is kept. */
export function forgetEntries(form: string): void {
  KEPT.delete(form);
}

/**
 * Keeps what is typed into a form for when somebody comes back to it within the product, and lets the browser ask before
 * it closes or reloads the page.
 *
 * @param form its name: one for each thing that can be edited. All uses of a name have the same shape of entries.
 * @param entries what is typed now; null: nothing differs from what is stored, so nothing is kept.
 */
export function useKeptEntries<Entries>(form: string, entries: Entries | null): void {
  useEffect(() => {
    if (entries === null) KEPT.delete(form);
    else KEPT.set(form, entries);
  });
  const isChanged = entries !== null;
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isChanged]);
}
