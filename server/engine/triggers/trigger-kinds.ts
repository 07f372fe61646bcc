import { AFTER_KIND } from "./after-kind.ts";
import { STREAM_KIND } from "./stream-kind.ts";
import type { TriggerKindRecord } from "./trigger-kind.ts";
import { WEBHOOK_KIND } from "./webhook-kind.ts";

/** Every kind of trigger. A new kind is a file of its own and one more row. */
export const TRIGGER_KINDS = {
  webhook: WEBHOOK_KIND,
  after: AFTER_KIND,
  stream: STREAM_KIND,
} as const satisfies Readonly<Record<string, TriggerKindRecord>>;

export type TriggerKind = keyof typeof TRIGGER_KINDS;

export const TRIGGER_KIND_NAMES = Object.keys(TRIGGER_KINDS) as readonly TriggerKind[] as [
  TriggerKind,
  ...TriggerKind[],
];
