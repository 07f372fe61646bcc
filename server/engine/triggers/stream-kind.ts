import * as z from "zod";
import { RECEIVED_NAMES } from "../expressions/own-names.ts";
import type { JsonMap } from "../json/json.ts";
import { durationText, parseDuration } from "../time/durations.ts";
import type { TriggerEvent } from "./kept-event.ts";
import { defineTriggerKind } from "./trigger-kind.ts";

const HOUR_MS = 3_600_000;

const settings = z.strictObject({
  /** The name of a record stream. */
  stream: z.string().min(1, "Wanted the name of a record stream.").max(100),
  /** So many records go into one pipeline at most. Absent: 1. */
  batch: z.int().min(1).max(1_000).optional(),
  /** So long a record waits until a batch is full. Absent: 5s. */
  maxAge: z
    .string()
    .refine((text) => (parseDuration(text) ?? HOUR_MS + 1) <= HOUR_MS, {
      error: "Wanted a duration of an hour at most, such as 30s.",
    })
    .optional(),
  /** It reads nothing while so many of its pipelines are open. Absent: 10. */
  maxOpen: z.int().min(1).max(10_000).optional(),
  /** A record that was refused so often goes to the dead letters. Absent: 5. */
  maxDeliveries: z.int().min(3).max(100).optional(),
  /** Where it begins in a stream that it never read. Absent: `beginning`. */
  from: z.enum(["beginning", "end"]).optional(),
  /** Whether records stay in the stream. Absent: they are deleted. */
  keep: z.boolean().optional(),
});

/** The settings as they are used: what is absent is as usual. @throws where they are none of this kind. */
export function readStreamSettings(stored: unknown) {
  const { maxAge = "5s", ...read } = settings.parse(stored);
  const usual = { batch: 1, maxOpen: 10, maxDeliveries: 5, from: "beginning", keep: false } as const;
  return { ...usual, ...read, maxAgeMs: parseDuration(maxAge) ?? 0 };
}
export type StreamSettings = ReturnType<typeof readStreamSettings>;

/** The event of some records, with the ids that the stream gave them. */
export function recordsEvent(
  records: readonly { readonly id: string; readonly record: JsonMap }[],
): TriggerEvent {
  return {
    record: records[0]?.record ?? new Map(),
    records: records.map(({ record }) => record),
    ids: records.map(({ id }) => id),
  };
}

/** Launches for each record of a record stream, or for each batch of them. */
export const STREAM_KIND = defineTriggerKind({
  label: "Record stream",
  names: RECEIVED_NAMES.stream,
  settings,
  summary: ({ stream, batch = 1, maxAge = "5s" }) =>
    batch === 1
      ? `each record of ${stream}`
      : `up to ${batch} records of ${stream}, after ${durationText(parseDuration(maxAge) ?? 0)} at the latest`,
  complete: ({ record = new Map(), records = [record], ids = ["by hand"] }) => ({ record, records, ids }),
  example: '{\n  "record": { "id": "a-1", "amount": "12.50" }\n}',
});
