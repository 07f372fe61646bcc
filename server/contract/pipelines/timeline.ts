import { z } from "zod";
import type { TrackState } from "#engine/model/track.ts";
import { fields } from "../fields.ts";

/** The most changes of one answer. */
export const MAX_TRACK_CHANGES = 5_000;

const pipelineId = z.int().min(1);

/** `after` is the `next` of the answer before; without it the changes are read from the beginning. */
export const trackChangesInput = fields({
  id: pipelineId,
  after: fields({ rev: z.int().min(0), n: z.int().min(0) }).optional(),
  limit: z.int().min(1).max(MAX_TRACK_CHANGES).default(MAX_TRACK_CHANGES),
});
export const expectedDurationsInput = fields({ id: pipelineId });

/** One transition of one track. */
export type TrackChange = {
  /** The number of its vertex. */
  readonly number: number;
  /** The track's attempt after it. */
  readonly attempt: number;
  readonly from: TrackState;
  readonly to: TrackState;
  /** In milliseconds since 1970. */
  readonly at: number;
};

/** Changes of the tracks of one pipeline, in the order in which they happened. */
export type TrackChanges = {
  readonly changes: readonly TrackChange[];
  /** Behind the last of them. */
  readonly next: { readonly rev: number; readonly n: number };
  /** True where nothing more had happened. */
  readonly isAll: boolean;
};

/** How long the vertices of a graph usually take. */
export type ExpectedDurations = {
  /** How many earlier runs this is known from. */
  readonly runs: number;
  /** The median, by the number of the vertex. A vertex that has not succeeded in any of the runs has none. */
  readonly vertices: readonly { readonly number: number; readonly ms: number }[];
};
