import { z } from "zod";
import { type Names, RECEIVED_NAMES } from "../expressions/own-names.ts";

/** A kind of trigger: what it is set up with, and what its expressions may read. */
type KindOfTrigger = {
  /** The names that its filter and its params may read, with CEL types. */
  readonly names: Names;
  readonly settings: z.ZodType;
};

const HEADER = /^[A-Za-z0-9-]{1,100}$/;
const webhookSettings = z.strictObject({
  /** The header that has the id of an event. */
  idHeader: z.string().regex(HEADER, "Wanted the name of a header, such as X-GitHub-Delivery.").optional(),
});

/** Every kind of trigger. A new kind is one more row. */
export const TRIGGER_KINDS = {
  webhook: { names: RECEIVED_NAMES.webhook, settings: webhookSettings },
} as const satisfies Readonly<Record<string, KindOfTrigger>>;
