import { writeJson } from "../json/write-json.ts";
import type { Json } from "../model/graph-content.ts";
import { cutText } from "../text/cut-text.ts";

export type TriggerEvent = Readonly<Record<string, Json>>;

/** Headers that prove who sent an event: no expression reads them, and they are stored nowhere. */
const PROOF = /auth|cookie|signature|token|secret|password|api-?key/i;
/** So many characters of an event are kept. */
const MAX_KEPT = 16_000;

/** Whether a header may prove who sent an event, by its name. */
export function isProof(name: string): boolean {
  return PROOF.test(name);
}

/** The event without the headers that prove who sent it. */
export function withoutProof(event: TriggerEvent): TriggerEvent {
  const { headers } = event;
  if (!(headers instanceof Map)) return event;
  return { ...event, headers: new Map([...headers].filter(([name]) => !isProof(name))) };
}

/** What is stored of an event: its JSON text, or the beginning of it. */
export function keptEvent(event: TriggerEvent): { readonly event: string; readonly isCut: boolean } {
  const text = writeJson(new Map(Object.entries(event)));
  const isCut = text.length > MAX_KEPT;
  // Half of a surrogate pair cannot be stored.
  return { event: cutText(text, MAX_KEPT), isCut };
}
