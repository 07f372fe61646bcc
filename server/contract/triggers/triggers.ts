import { z } from "zod";
import type { PipelineState } from "#engine/model/pipeline.ts";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import { TRIGGER_NAME } from "#engine/shape/names/trigger-names.ts";
import { TRIGGER_KIND_NAMES, type TriggerKind } from "#engine/triggers/trigger-kinds.ts";
import {
  DELIVERY_STATES,
  type DeliveryState,
  TRIGGER_STATES,
  type TriggerState,
} from "#engine/triggers/trigger-states.ts";
import { fields, graphName, plainText } from "../fields.ts";
import { launchLabels } from "../labels.ts";

const expression = plainText.min(1).max(4_000);
const name = plainText.min(1).max(100);

/** The longest event that is taken, in bytes; as JSON text of a person in characters. */
export const MAX_EVENT_BYTES = 1_048_576;

/** `version`: that which the caller saw; 0: it must be new; absent: whatever is there is changed. */
export const saveTriggerInput = fields({
  name: z
    .string()
    .max(100)
    .regex(TRIGGER_NAME, "Wanted a name of letters, digits, dots, hyphens and underscores, such as on-push."),
  version: z.int().optional(),
  graph: graphName,
  /** Absent: the revision that was sealed last, at each event anew. */
  revision: z.int().min(1).nullable().optional(),
  kind: z.enum(TRIGGER_KIND_NAMES),
  /** As the kind wants them. */
  settings: z.record(plainText.max(100), z.unknown()).optional(),
  filter: expression.nullable().optional(),
  /** An expression for each param. */
  params: z.record(plainText.max(100), expression).optional(),
  pipelineName: plainText.trim().max(200).nullable().optional(),
  priority: z.int().min(-1_000).max(1_000).optional(),
  /** Of its pipelines. */
  labels: launchLabels.optional(),
});
export type SaveTriggerInput = z.output<typeof saveTriggerInput>;

export const triggerInput = fields({ name });
/** `version`: that which the caller saw; absent: whatever is there is changed. */
export const setTriggerInput = fields({ name, version: z.int().optional(), state: z.enum(TRIGGER_STATES) });
export const listTriggersInput = fields({
  graph: graphName.optional(),
  kind: z.enum(TRIGGER_KIND_NAMES).optional(),
  search: plainText.max(100).optional(),
  isRemoved: z.boolean().optional(),
  after: fields({ name: plainText.max(100), id: z.int() }).optional(),
  limit: z.int().min(1).max(200).optional(),
}).optional();
export const listDeliveriesInput = fields({
  name,
  state: z.enum(DELIVERY_STATES).optional(),
  before: z.int().optional(),
  limit: z.int().min(1).max(200).optional(),
});
export const deliveryInput = fields({ name, id: z.int().min(1) });

/** An event: one that came before, by the id of its delivery; or one that a person made up, as JSON text. */
const event = {
  delivery: z.int().min(1).optional(),
  event: plainText.max(MAX_EVENT_BYTES).optional(),
};
export const testTriggerInput = fields({ name, ...event });
export const sendToTriggerInput = fields({ name, ...event });

/** What became of an event. */
export type DeliveryView = {
  readonly id: number;
  readonly eventKey: string;
  readonly receivedAt: Date;
  readonly state: DeliveryState;
  readonly reason: string | null;
  /** How often it was judged. */
  readonly tries: number;
  readonly pipelineId: number | null;
  readonly pipelineState: PipelineState | null;
};

/** With what came in: JSON text, or its beginning where it is cut. */
export type DeliveryEventView = DeliveryView & { readonly event: string; readonly isCut: boolean };

export type TriggerView = {
  readonly id: number;
  readonly name: string;
  readonly graph: string;
  readonly folder: string;
  readonly revision: number | null;
  readonly kind: TriggerKind;
  readonly settings: Readonly<Record<string, unknown>>;
  /** What it takes, as a line. */
  readonly summary: string;
  readonly filter: string | null;
  readonly params: Readonly<Record<string, string>>;
  readonly pipelineName: string | null;
  readonly priority: number;
  readonly labels: LaunchLabels;
  readonly state: TriggerState;
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: string;
};

/** With what became of its last event; null where there was none. */
export type ListedTrigger = TriggerView & { readonly last: Omit<DeliveryView, "pipelineState"> | null };

export type TriggerList = {
  readonly triggers: readonly ListedTrigger[];
  /** Behind which one the next page begins; null: this is the last. */
  readonly next: { readonly name: string; readonly id: number } | null;
};

/** A value that an expression came to, as JSON text, or its beginning where it is cut. */
type ShownValue = { readonly value: string; readonly isCut: boolean };

/** What would become of an event, and why. Nothing was launched or written. */
export type TriggerTest = {
  readonly act: "launch" | "filter" | "refuse";
  readonly reason: string | null;
  /** Of which revision the params are; null where the graph has no such revision. */
  readonly revision: number | null;
  readonly filter: {
    readonly text: string;
    readonly state: "true" | "false" | "wrong";
    readonly reason: string | null;
  } | null;
  readonly params: readonly ({ readonly name: string; readonly from: string } & (
    | ({ readonly state: "given" } & ShownValue)
    | { readonly state: "left-out" | "wrong"; readonly reason: string }
  ))[];
};
