import { z } from "zod";
import { fields, moment } from "../fields.ts";
import type { LogChunk } from "../pipelines/pipelines.ts";

/** The place of a piece among those of all tracks of a pipeline, in the order in which they were stored. */
const place = fields({
  storedAt: moment,
  trackId: z.int().min(0),
  attempt: z.int().min(0),
  seq: z.int().min(0),
});
/** Without `after` the logs are read from the beginning. */
export const readAllLogsInput = fields({
  id: z.int().min(1),
  after: place.nullish(),
  limit: z.int().min(1).max(200).default(50),
});

export type AllLogsPlace = z.output<typeof place>;

/** A piece of the log of an attempt, with whose it is. */
export type AllLogsChunk = LogChunk & { readonly vertex: string; readonly attempt: number };

/** Logs of all tracks of a pipeline, in the order in which they were stored: nearly that of time. */
export type AllLogsPage = {
  readonly chunks: readonly AllLogsChunk[];
  /** Ask for more after this place; null where nothing was stored yet. */
  readonly next: AllLogsPlace | null;
  /** Whether there is no more now. */
  readonly isEnd: boolean;
  /** Whether the pipeline has not ended, so that more may come. */
  readonly isRunning: boolean;
  /** When retention removed these logs; absent where it did not. */
  readonly removedAt?: Date;
};
