import { type HeldAnswer, type KeptAnswer, keptText, readKept } from "./held-answer.ts";

const PREFIX = "signalbox-held-answer ";

/**
 * Keeps an answer for the next page of this tab. Each has a place of its own, so that none overwrites another one. Where
 * the browser stores nothing, or no more, answers live as long as the page.
 */
export function keepAnswer(held: HeldAnswer, isSent: boolean): void {
  stored((storage) => storage.setItem(PREFIX + held.requestId, keptText({ held, isSent })), null);
}

export function dropKept({ requestId }: HeldAnswer): void {
  stored((storage) => storage.removeItem(PREFIX + requestId), null);
}

/** What is kept of this person, in the order in which it is sent. Texts of nobody are removed. */
export function keptAnswersOf(by: number): readonly KeptAnswer[] {
  const found = stored((storage) => {
    const keys = Array.from({ length: storage.length }, (_, place) => storage.key(place) ?? "");
    return keys.flatMap((key) => {
      if (!key.startsWith(PREFIX)) return [];
      const kept = readKept(storage.getItem(key) ?? "");
      if (kept === null) storage.removeItem(key);
      return kept === null ? [] : [kept];
    });
  }, []);
  return found.filter(({ held }) => held.by === by).sort((a, b) => a.held.sendAt - b.held.sendAt);
}

/** Does something with the storage of this tab; gives `otherwise` where the browser refuses it. */
function stored<Found>(act: (storage: Storage) => Found, otherwise: Found): Found {
  try {
    return act(sessionStorage);
  } catch (error) {
    if (error instanceof DOMException) return otherwise;
    throw error;
  }
}
