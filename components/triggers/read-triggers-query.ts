import type { z } from "zod";
import type { listDeliveriesInput, listTriggersInput } from "#contract/triggers.ts";
import { TRIGGER_KIND_NAMES } from "#engine/triggers/trigger-kinds.ts";
import { DELIVERY_STATES } from "#engine/triggers/trigger-states.ts";

type Words = ReadonlyMap<string, string>;

/** The words of the address that say which page of the list is shown. */
export const FIRST_PAGE = { after: null, id: null } as const;

/** So many deliveries are on a page. */
const DELIVERIES = 10;

/** Which triggers the list's address asks for. A word that is not known is ignored, so that an old link still shows a list. */
export function readTriggersQuery(query: Words): NonNullable<z.input<typeof listTriggersInput>> {
  const text = (word: string, length: number) => query.get(word)?.slice(0, length) || undefined;
  const after = text("after", 100);
  const id = numberIn(query, "id");
  return {
    search: text("search", 100),
    graph: text("graph", 200),
    kind: TRIGGER_KIND_NAMES.find((kind) => kind === query.get("kind")),
    isRemoved: query.get("removed") === "1",
    after: after === undefined || id === undefined ? undefined : { name: after, id },
  };
}

/** Which deliveries of a trigger the address asks for. */
export function readDeliveriesQuery(name: string, query: Words): z.input<typeof listDeliveriesInput> {
  return {
    name,
    state: DELIVERY_STATES.find((state) => state === query.get("state")),
    before: numberIn(query, "before"),
    limit: DELIVERIES,
  };
}

function numberIn(query: Words, word: string): number | undefined {
  const number = Number(query.get(word));
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
