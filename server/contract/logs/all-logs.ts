import { z } from "zod";
import { fields } from "../fields.ts";
import type { LogChunk } from "../pipelines/pipelines.ts";

/** A piece of the log of an attempt, by its place among those of all tracks. `number` is that of the vertex. */
const place = fields({
  at: z.date(),
  number: z.int().min(0),
  attempt: z.int().min(1),
  seq: z.int().min(1),
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

/** Logs of all tracks of a pipeline, in the order of time. */
export type AllLogsPage = {
  readonly chunks: readonly AllLogsChunk[];
  /** Ask for more after this place; null where there is no more now. */
  readonly next: AllLogsPlace | null;
};
