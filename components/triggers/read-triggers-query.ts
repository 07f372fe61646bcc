import type { z } from "zod";
import { numberIn, readListWords } from "#components/automations/read-words.ts";
import type { listDeliveriesInput, listTriggersInput } from "#contract/triggers/triggers.ts";
import { TRIGGER_KIND_NAMES } from "#engine/triggers/trigger-kinds.ts";
import { DELIVERY_STATES } from "#engine/triggers/trigger-states.ts";

type Words = ReadonlyMap<string, string>;

/** So many deliveries are on a page. */
const DELIVERIES = 10;

/** Which triggers the list's address asks for. */
export function readTriggersQuery(query: Words) {
  return {
    ...readListWords(query),
    kind: TRIGGER_KIND_NAMES.find((kind) => kind === query.get("kind")),
  } satisfies z.input<typeof listTriggersInput>;
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
