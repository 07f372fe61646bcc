import { z } from "zod";
import { TRACK_STATES, type TrackState } from "#engine/model/track.ts";
import { fields, plainText } from "../fields.ts";
import type { PipelineSummary, TrackView } from "./pipelines.ts";

const pipelineId = z.int().min(1);

/** `after` is the `next` of the page before. */
export const listTracksInput = fields({
  id: pipelineId,
  /** None: all states. */
  states: z.array(z.enum(TRACK_STATES)).max(TRACK_STATES.length).default([]),
  /** A part of the name, in capital or small letters. */
  text: plainText.max(200).default(""),
  after: fields({ rank: z.int().min(0), number: z.int().min(0) }).optional(),
  limit: z.int().min(1).max(200).default(50),
});
export const childCountsInput = fields({ id: pipelineId });

/** A page of the tracks of a pipeline: failed ones first. */
export type TrackList = {
  readonly pipeline: PipelineSummary;
  /** How many tracks fit, on all pages. */
  readonly matching: number;
  readonly tracks: readonly TrackView[];
  /** Null behind the last page. */
  readonly next: { readonly rank: number; readonly number: number } | null;
};

/** How many tracks the newest child pipeline of a vertex has in each state. */
export type ChildCounts = {
  readonly vertex: string;
  readonly counts: Readonly<Partial<Record<TrackState, number>>>;
};
