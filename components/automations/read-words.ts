type Words = ReadonlyMap<string, string>;

/** The words of the address that say which page of a list is shown. */
export const FIRST_PAGE = { after: null, id: null } as const;

/** Which schedules or triggers the list's address asks for. A word that is not known is ignored, so that an old link still shows a list. */
export function readListWords(query: Words) {
  const text = (word: string, length: number) => query.get(word)?.slice(0, length) || undefined;
  const after = text("after", 100);
  const id = numberIn(query, "id");
  return {
    search: text("search", 100),
    graph: text("graph", 200),
    isRemoved: query.get("removed") === "1",
    after: after === undefined || id === undefined ? undefined : { name: after, id },
  };
}

/** A whole number from 1 in the address; undefined where there is none. */
export function numberIn(query: Words, word: string): number | undefined {
  const number = Number(query.get(word));
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
