/** What somebody chose is nobody else's in the same browser: it may name what others may not see. */
const keyOf = (person: string) => `signalbox:recent-commands:${person}`;
const MAX_RECENT = 8;

/** A choice of the command list: an action by its name, or where a page is and what it is called. */
export type Recent = { readonly id: string; readonly text: string; readonly href: string | null };

/**
 * What a person chose last in this browser, newest first.
 *
 * @param person null while it is not known: then nothing.
 */
export function readRecent(person: string | null): readonly Recent[] {
  if (person === null) return [];
  try {
    return parsed(window.localStorage.getItem(keyOf(person)));
  } catch {
    // A browser may forbid its storage: then nothing is recent.
    return [];
  }
}

/** Remembers a choice of a person. */
export function keepRecent(person: string | null, choice: Recent): void {
  if (person === null) return;
  const next = [choice, ...readRecent(person).filter(({ id }) => id !== choice.id)].slice(0, MAX_RECENT);
  try {
    window.localStorage.setItem(keyOf(person), JSON.stringify(next));
  } catch {
    // As above.
  }
}

/** What other versions or people have written there is left out. Addresses are only of this product. */
function parsed(text: string | null): readonly Recent[] {
  const read: unknown = JSON.parse(text ?? "[]");
  if (!Array.isArray(read)) return [];
  return read.filter(isRecent).slice(0, MAX_RECENT);
}

function isRecent(value: unknown): value is Recent {
  if (typeof value !== "object" || value === null) return false;
  const { id, text, href } = value as Record<string, unknown>;
  const isPlace = href === null || (typeof href === "string" && /^\/(?!\/)/.test(href));
  return typeof id === "string" && typeof text === "string" && isPlace;
}
