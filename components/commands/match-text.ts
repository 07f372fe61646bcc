/** How well a text fits what was typed: the higher, the better; null where it does not fit. */
export type Fit = number | null;

/** A text as it is compared: small letters without accents. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Judges one text. Every word that was typed must be in it: best at its beginning, then at the beginning of a word, then
 * anywhere, and last as letters in their order, as `dpl` in `deploy`.
 */
export function fitOf(typed: string, text: string): Fit {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  const met = plain(text);
  let sum = 0;
  for (const word of words) {
    const fit = fitOfWord(word, met);
    if (fit === null) return null;
    sum += fit;
  }
  // Of two that fit as well, the shorter one is meant.
  return words.length === 0 ? 0 : sum / words.length - Math.min(met.length, 500) / 1_000;
}

function fitOfWord(word: string, text: string): Fit {
  if (text.startsWith(word)) return text.length === word.length ? 5 : 4;
  const at = text.indexOf(word);
  if (at > 0) {
    for (let next = at; next > 0; next = text.indexOf(word, next + 1)) if (isWordStart(text, next)) return 3;
    return 2;
  }
  return word.length > 1 && hasInOrder(word, text) ? 1 : null;
}

function isWordStart(text: string, at: number): boolean {
  return !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
}

/** Whether the letters are in the text in this order, the first one at the beginning of a word. */
function hasInOrder(letters: string, text: string): boolean {
  const [first = "", ...rest] = letters;
  for (let start = text.indexOf(first); start >= 0; start = text.indexOf(first, start + 1)) {
    if (start > 0 && !isWordStart(text, start)) continue;
    let at = start;
    const isMet = rest.every((letter) => {
      at = text.indexOf(letter, at + 1);
      return at >= 0;
    });
    // What is left behind the first start that fails has fewer letters: a later start cannot do better.
    return isMet;
  }
  return false;
}

/** How much less a text counts that is not the name. */
const OTHER_WORDS = 2;

/** Those of a list that fit, best first; equals stay in their order. Nothing typed: all, as they are. */
export function fitting<Entry>(
  entries: readonly Entry[],
  typed: string,
  textsOf: (entry: Entry) => readonly string[],
): readonly Entry[] {
  if (typed.trim() === "") return entries;
  const judged = entries.flatMap((entry) => {
    const fits = textsOf(entry).flatMap((text, at) => {
      const fit = fitOf(typed, text);
      // The first text is the name; other words count less.
      return fit === null ? [] : [fit - at * OTHER_WORDS];
    });
    return fits.length === 0 ? [] : [{ entry, fit: Math.max(...fits) }];
  });
  return judged.sort((one, other) => other.fit - one.fit).map(({ entry }) => entry);
}
