import { z } from "zod";
import { fields, plainText, vertexName } from "../fields.ts";
import type { Refusal } from "../refusal.ts";
import type { LogPage, PipelineSummary, TrackView } from "./pipelines.ts";

/** A watch of no one pipeline: it says that something changed in any of them, or in what waits for people. */
export const ALL_PIPELINES = 0;
const watch = fields({
  id: z.int().min(ALL_PIPELINES),
  after: z.int().min(0).default(0),
  log: fields({ vertex: vertexName, attempt: z.int().min(1), after: z.int().min(0).default(0) })
    .nullable()
    .default(null),
});
/**
 * One stream for one reader: the pipeline, and the log of one track where one is looked at. `after` says what the reader
 * has already; on a reconnect the last event's id says it instead.
 */
export const watchInput = watch.extend({ lastEventId: plainText.max(100).nullish() });
/** The most pipelines in one stream: its request is an address, and addresses may not be long. */
export const MAX_WATCHES = 30;
/** One stream for all pages of a browser. */
export const watchAllInput = fields({
  watches: z.array(watch).min(1).max(MAX_WATCHES),
  lastEventId: plainText.max(2_000).nullish(),
});
/** What is followed of one pipeline, from where on. */
export type WatchRequest = z.output<typeof watch>;

/** What changed since a cursor. Tracks stand whole; what is not named here did not change. */
export type PipelineDelta = {
  readonly rev: number;
  readonly pipeline: PipelineSummary | null;
  readonly tracks: readonly TrackView[];
  readonly log: LogPage | null;
};

/** An item of a stream for several watches. `place` says of which. Where one was refused, it is not followed further. */
export type WatchItem = {
  readonly place: number;
  readonly delta: PipelineDelta | null;
  readonly refusal: Refusal | null;
};
