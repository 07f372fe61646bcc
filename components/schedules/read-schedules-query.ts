import type { z } from "zod";
import { numberIn, readListWords } from "#components/automations/read-words.ts";
import type { listFiresInput, listSchedulesInput } from "#contract/triggers/schedules.ts";
import { FIRE_STATES } from "#engine/schedules/fire.ts";

type Words = ReadonlyMap<string, string>;

/** Which schedules the list's address asks for. */
export function readSchedulesQuery(query: Words) {
  return readListWords(query) satisfies z.input<typeof listSchedulesInput>;
}

/** Which due times of a schedule the address asks for. */
export function readFiresQuery(name: string, query: Words): z.input<typeof listFiresInput> {
  return {
    name,
    state: FIRE_STATES.find((state) => state === query.get("state")),
    before: numberIn(query, "before"),
  };
}
