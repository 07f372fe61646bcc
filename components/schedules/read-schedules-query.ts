import type { z } from "zod";
import type { listFiresInput, listSchedulesInput } from "#contract/schedules.ts";
import { FIRE_STATES } from "#engine/schedules/fire.ts";

type Words = ReadonlyMap<string, string>;

/** The words of the address that say which page of the list is shown. */
export const FIRST_PAGE = { after: null, id: null } as const;

/** Which schedules the list's address asks for. A word that is not known is ignored, so that an old link still shows a list. */
export function readSchedulesQuery(query: Words): NonNullable<z.input<typeof listSchedulesInput>> {
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

/** Which due times of a schedule the address asks for. */
export function readFiresQuery(name: string, query: Words): z.input<typeof listFiresInput> {
  return {
    name,
    state: FIRE_STATES.find((state) => state === query.get("state")),
    before: numberIn(query, "before"),
  };
}

function numberIn(query: Words, word: string): number | undefined {
  const number = Number(query.get(word));
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
