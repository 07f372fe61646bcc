import { z } from "zod";
import { TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import { fields, plainText } from "./fields.ts";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const expression = plainText.min(1).max(4_000);

/** `version`: that which the caller saw; 0: it must be new; absent: whatever is there is changed. */
export const saveTriggerInput = fields({
  name: z
    .string()
    .max(100)
    .regex(NAME, "Wanted a name of letters, digits, dots, hyphens and underscores, such as on-push."),
  version: z.int().optional(),
  graph: plainText.min(1).max(200),
  /** Absent: the revision that was sealed last, at each event anew. */
  revision: z.int().min(1).nullable().optional(),
  kind: z.enum(Object.keys(TRIGGER_KINDS) as (keyof typeof TRIGGER_KINDS)[]),
  /** As the kind wants them. */
  settings: z.record(z.string(), z.unknown()).optional(),
  filter: expression.nullable().optional(),
  /** An expression for each param. */
  params: z.record(z.string().max(100), expression).optional(),
  pipelineName: plainText.trim().max(200).nullable().optional(),
  priority: z.int().min(-1_000).max(1_000).optional(),
});
export type SaveTriggerInput = z.output<typeof saveTriggerInput>;
