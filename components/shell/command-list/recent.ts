const KEY = "signalbox:recent-commands";
const MAX_RECENT = 8;

/** A choice of the command list: an action by its name, or where a page is and what it is called. */
export type Recent = { readonly id: string; readonly text: string; readonly href: string | null };

/** What was chosen last in this browser, newest first. */
export function readRecent(): readonly Recent[] {
  try {
    return parsed(window.localStorage.getItem(KEY));
  } catch {
    // A browser may forbid its storage: then nothing is recent.
    return [];
  }
}

/** Remembers a choice. */
export function keepRecent(choice: Recent): void {
  const next = [choice, ...readRecent().filter(({ id }) => id !== choice.id)].slice(0, MAX_RECENT);
  try {
    window.localStorage.setItem(KEY, JSON.stringify(next));
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
